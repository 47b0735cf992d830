package zhiyin.routing.assign;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.QueryDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * Compiles DRL and says which line is wrong. Drools names the line of a file that is no DRL, but of Java within it that does not compile only the class it made of
 * it; that rule is then found by leaving out rules.
 */
final class RuleCompiler {

    /** The global by which rules say what they ask for. */
    static final String WISH = "wish";

    private static final String GLOBAL = "global " + Wish.class.getName() + " " + WISH;

    /** A rule by the place of its text: index of the file, line from 1, first and last character. */
    private record Place(int source, int line, int from, int to) { }

    private final KieServices kie = KieServices.get();
    private final ReleaseId id = kie.newReleaseId("zhiyin", "assignment", UUID.randomUUID().toString());
    private final ClassLoader loader = RuleCompiler.class.getClassLoader();
    private final List<RuleSource> sources;
    private final List<PackageDescr> parsed;
    private final List<Place> rules = new ArrayList<>();

    RuleCompiler(List<RuleSource> sources) {
        this.sources = sources;
        this.parsed = sources.stream().map(RuleCompiler::parse).toList();
        for (int i = 0; i < sources.size(); i++) {
            for (RuleDescr rule : parsed.get(i).getRules()) {
                if (!(rule instanceof QueryDescr)) {
                    rules.add(new Place(i, rule.getLine(), rule.getStartCharacter(), rule.getEndCharacter()));
                }
            }
        }
    }

    private static PackageDescr parse(RuleSource source) {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        try {
            PackageDescr parsed = parser.parse(true, source.text());
            if (parser.hasErrors()) {
                DroolsError first = parser.getErrors().get(0);
                throw new RefusedRulesException(source.name(), Math.max(1, first.getLines()[0]), first.getMessage(), null);
            }
            return parsed;
        } catch (DroolsParserException e) {
            throw new RefusedRulesException(source.name(), 1, String.valueOf(e.getMessage()), e);
        }
    }

    /** @return null if there are no rules */
    KieBase compile() {
        if (rules.isEmpty()) {
            return null;
        }
        if (parsed.stream().flatMap(file -> file.getGlobals().stream()).noneMatch(global -> WISH.equals(global.getIdentifier()))) {
            throw new RefusedRulesException(sources.get(rules.get(0).source()).name(), 1, "the line \"" + GLOBAL + "\" is missing", null);
        }
        try {
            List<Message> errors = build(rules.size());
            if (!errors.isEmpty()) {
                throw refused(errors);
            }
            return kie.newKieContainer(id, loader).getKieBase();
        } finally {
            // The repository, one for the whole process, would keep every compilation there ever was.
            kie.getRepository().removeKieModule(id);
        }
    }

    /** Compiles with the first of the rules only. */
    private List<Message> build(int first) {
        KieFileSystem files = kie.newKieFileSystem().generateAndWritePomXML(id);
        for (int i = 0; i < sources.size(); i++) {
            files.write(path(i), text(i, first));
        }
        KieBuilder builder = kie.newKieBuilder(files, loader);
        builder.buildAll(ExecutableModelProject.class);
        return builder.getResults().getMessages(Message.Level.ERROR);
    }

    private String path(int source) {
        return "src/main/resources/" + parsed.get(source).getNamespace().replace('.', '/') + "/" + source + ".drl";
    }

    /** A file with the rules left out turned to blanks, so that lines keep their numbers. */
    private String text(int source, int first) {
        StringBuilder text = new StringBuilder(sources.get(source).text());
        rules.stream().skip(first).filter(rule -> rule.source() == source).forEach(rule -> {
            for (int i = rule.from(); i <= rule.to() && i < text.length(); i++) {
                text.setCharAt(i, text.charAt(i) == '\n' ? '\n' : ' ');
            }
        });
        return text.toString();
    }

    private RefusedRulesException refused(List<Message> errors) {
        for (Message error : errors) {
            for (int i = 0; i < sources.size(); i++) {
                if (error.getLine() > 0 && path(i).endsWith(error.getPath())) {
                    return new RefusedRulesException(sources.get(i).name(), error.getLine(), said(error), null);
                }
            }
        }
        int wrong = firstWrong();
        int source = wrong == 0 ? 0 : rules.get(wrong - 1).source();
        int from = wrong == 0 ? 1 : rules.get(wrong - 1).line();
        return new RefusedRulesException(sources.get(source).name(), line(errors, source, from).orElse(from), said(errors.get(0)), null);
    }

    private static String said(Message error) {
        return error.getText().lines().findFirst().orElse("").strip();
    }

    /** The number of rules from the beginning with which it does not compile, the least; 0: not even without any. */
    private int firstWrong() {
        int good = -1;
        int bad = rules.size();
        while (bad - good > 1) {
            int middle = (good + bad) / 2;
            if (build(middle).isEmpty()) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return bad;
    }

    /** The line whose Java is the one that the compiler names in the class made of it, which it shows whole in a message of its own. */
    private Optional<Integer> line(List<Message> errors, int source, int from) {
        String[] lines = sources.get(source).text().split("\n", -1);
        for (Message error : errors) {
            Optional<String> code = errors.stream().filter(shown -> shown.getLine() == 0 && error.getLine() > 0 && shown.getPath().equals(error.getPath()))
                    .flatMap(shown -> shown.getText().lines().skip(error.getLine()).limit(1)).map(RuleCompiler::bare).filter(text -> text.length() > 3).findFirst();
            for (int i = from - 1; code.isPresent() && i < lines.length; i++) {
                if (bare(lines[i]).contains(code.get())) {
                    return Optional.of(i + 1);
                }
            }
        }
        return Optional.empty();
    }

    private static String bare(String code) {
        return code.replaceAll("\\s", "");
    }
}
