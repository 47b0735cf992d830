package zhiyin.prompt;

import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.dialogue.Prompt;

/**
 * FreeMarker in a cage: no class can be named, no method called, nothing loops, output is bounded, and the model holds only plain
 * values and our reading functions.
 */
final class Templates {

    /** Private-use characters that bracket a value in the output: shown, spoken. */
    static final char OPEN = '\uE000';
    static final char MIDDLE = '\uE001';
    static final char CLOSE = '\uE002';

    private static final int MAX_OUTPUT = 4000;
    private static final int MAX_CACHED = 5000;
    private static final Pattern DIRECTIVE = Pattern.compile("</?[#@]\\s*([A-Za-z.]*)|\\[[#@=]");
    private static final Set<String> ALLOWED = Set.of("if", "elseif", "else");
    private static final Pattern DANGEROUS = Pattern.compile("\\?\\s*(eval|eval_json|interpret|new|api|has_api|with_args|with_args_last|absolute_template_name|left_pad|right_pad|chunk)\\b|\\.\\.|\\bgetClass\\b|\\.\\s*(data_model|globals|locals|main|namespace|get_optional_template)\\b");

    private final Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    private final Map<String, Template> parsed = new ConcurrentHashMap<>();

    Templates() {
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setAPIBuiltinEnabled(false);
        configuration.setTemplateLoader(null);
        configuration.setObjectWrapper(PlainValues.INSTANCE);
        configuration.setNumberFormat("0.##########");
        configuration.setLogTemplateExceptions(false);
        configuration.setTemplateExceptionHandler((e, env, out) -> {
            throw e;
        });
    }

    /** The prompt in pieces. @throws StepFailure CONFIG naming what is wrong */
    List<Segment> render(Prompt prompt, String language) {
        String text = prompt.text(language);
        if (text.indexOf('$') < 0 && text.indexOf('<') < 0 && text.indexOf('#') < 0) {
            return text.isBlank() ? List.of() : List.of(new Segment(text, Reading.of(language).plainText(text), false));
        }
        return segments(expanded(text, prompt, language), language);
    }

    private String expanded(String text, Prompt prompt, String language) {
        BoundedWriter out = new BoundedWriter();
        try {
            Map<String, Object> model = new LinkedHashMap<>(prompt.values());
            model.putAll(Functions.of(language));
            template(text).process(model, out);
            return out.toString();
        } catch (TemplateException | IOException | RuntimeException e) {
            if (e instanceof StepFailure failure) {
                throw failure;
            }
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof StepFailure failure) {
                    throw failure;
                }
            }
            throw wrong(text, firstLine(e), e);
        }
    }

    /** What keeps the text from being a prompt, where and with a way out, by language; empty if nothing does. */
    Optional<Map<String, String>> problem(String text) {
        Optional<String> refused = refused(text);
        if (refused.isPresent()) {
            return Optional.of(Map.of("zh", "“" + beginning(text) + "”里不能用“" + refused.get() + "”。播报文字只能写 ${变量} 和 <#if>；请删去它。",
                    "en", "\"" + beginning(text) + "\" holds \"" + refused.get() + "\", which is not allowed. A prompt may hold ${variable} and <#if>; take it out."));
        }
        try {
            new Template("prompt", text, configuration);
            return Optional.empty();
        } catch (ParseException e) {
            String near = near(text, e.getLineNumber(), e.getColumnNumber());
            return Optional.of(Map.of("zh", "“" + beginning(text) + "”在第 " + e.getLineNumber() + " 行“" + near + "”处写法不对，例如缺少右花括号 }，或 <#if> 没有 </#if>。请写成 ${变量名}，或删去。",
                    "en", "\"" + beginning(text) + "\" is not written right in line " + e.getLineNumber() + " at \"" + near + "\", as where a } is missing, or an <#if> lacks its </#if>. Write ${variable}, or take it out."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text there: from the ${ or <# before that place, if there is one in its line. */
    private static String near(String text, int line, int column) {
        String there = text.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
        int at = Math.max(0, Math.min(column, there.length()));
        int begins = Math.max(there.lastIndexOf("${", at), there.lastIndexOf("<#", at));
        return beginning(there.substring(begins < 0 ? Math.max(0, at - 1) : begins));
    }

    private static String beginning(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private static String firstLine(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage().lines().findFirst().orElse("");
    }

    private Template template(String text) throws IOException {
        Template known = parsed.get(text);
        if (known != null) {
            return known;
        }
        refuse(text);
        Template template = new Template("prompt", text, configuration);
        if (parsed.size() < MAX_CACHED) {
            parsed.put(text, template);
        }
        return template;
    }

    private static void refuse(String text) {
        refused(text).ifPresent(found -> {
            throw wrong(text, "\"" + found + "\" is not allowed; a prompt may hold ${...} and <#if>", null);
        });
    }

    /** What a prompt may not hold, of what this one does. */
    private static Optional<String> refused(String text) {
        Matcher directives = DIRECTIVE.matcher(text);
        while (directives.find()) {
            if (directives.group(1) == null || !ALLOWED.contains(directives.group(1))) {
                return Optional.of(directives.group());
            }
        }
        Matcher dangerous = DANGEROUS.matcher(text);
        return dangerous.find() ? Optional.of(dangerous.group()) : Optional.empty();
    }

    private static StepFailure wrong(String text, String why, Throwable cause) {
        return new StepFailure(Category.CONFIG, "The prompt \"" + beginning(text) + "\" cannot be said: " + why, "prompt",
                "Correct the text and publish again.", cause);
    }

    private static List<Segment> segments(String output, String language) {
        List<Segment> segments = new ArrayList<>();
        int at = 0;
        while (at < output.length()) {
            int open = output.indexOf(OPEN, at);
            int end = open < 0 ? output.length() : open;
            if (end > at) {
                String text = output.substring(at, end);
                segments.add(new Segment(text, Reading.of(language).plainText(text), false));
            }
            if (open < 0) {
                break;
            }
            int middle = output.indexOf(MIDDLE, open);
            int close = output.indexOf(CLOSE, middle);
            segments.add(new Segment(output.substring(open + 1, middle), output.substring(middle + 1, close), true));
            at = close + 1;
        }
        return segments;
    }

    /** Stops a template that writes without end. */
    private static final class BoundedWriter extends Writer {

        private final StringBuilder text = new StringBuilder();

        @Override public void write(char[] chars, int offset, int length) throws IOException {
            if (text.length() + length > MAX_OUTPUT) {
                throw new IOException("it is longer than " + MAX_OUTPUT + " characters");
            }
            text.append(chars, offset, length);
        }

        @Override public void flush() { }

        @Override public void close() { }

        @Override public String toString() {
            return text.toString();
        }
    }
}
