package zhiyin.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import zhiyin.app.plugin.Plugins;
import zhiyin.connect.ConnectorFiles;

/**
 * {@code plugin new PATH [--connector]}: a plugin that works, to be changed. {@code plugin check PATH}: what the engine would say of it
 * when loading it; exit 1 where it would leave it out. ({@code plugin test} is the launcher's: it runs Maven.)
 */
final class PluginCommand implements Command {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final String HOW_ZH = "用法：./zhiyin plugin new 目录 [--connector]；./zhiyin plugin check|test 目录";
    private static final String HOW_EN = "Usage: ./zhiyin plugin new FOLDER [--connector]; ./zhiyin plugin check|test FOLDER";

    private final Terminal terminal;
    private final Surroundings surroundings;

    PluginCommand(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        this.surroundings = surroundings;
    }

    @Override public int run(Arguments arguments) throws IOException {
        if (arguments.words().size() != 2) {
            throw CommandException.usage(HOW_ZH, HOW_EN);
        }
        String folder = arguments.words().get(1);
        return switch (arguments.words().get(0)) {
            case "new" -> begin(surroundings.started().resolve(folder).normalize(), arguments.flag("connector"));
            case "check" -> check(surroundings.existing(folder));
            default -> throw CommandException.usage(HOW_ZH, HOW_EN);
        };
    }

    private int begin(Path folder, boolean connector) throws IOException {
        String name = folder.getFileName().toString();
        if (!NAME.matcher(name).matches()) {
            throw new CommandException(CommandException.USAGE, "插件名 \"" + name + "\" 只能用小写字母、数字和连字符，以字母开头。",
                    "A plugin's name is lower-case letters, digits and hyphens, beginning with a letter; \"" + name + "\" is not.");
        }
        if (Files.exists(folder)) {
            throw new CommandException(1, folder + " 已存在。换一个名字，或先删除它。", folder + " exists. Choose another name, or remove it first.");
        }
        Map<String, String> files = connector ? connector() : step(name);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, filled(template(file.getValue()), name));
        }
        terminal.say("已在 %s 建好%s：%s", "Made %2$s in %1$s: %3$s", folder, connector ? terminal.of("连接器", "a connector") : terminal.of("步骤", "a step"),
                String.join(", ", files.keySet()));
        terminal.say("下一步：./zhiyin plugin test %s", "Next: ./zhiyin plugin test %s", folder);
        return 0;
    }

    private static Map<String, String> connector() {
        Map<String, String> files = new LinkedHashMap<>();
        for (String file : List.of("connector.yaml", "connector.cases.yaml", "README.md")) {
            files.put(file, "connector/" + file);
        }
        return files;
    }

    private static Map<String, String> step(String name) {
        String source = "java/" + packageOf(name).replace('.', '/') + "/" + classOf(name);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pom.xml", "step/pom.xml");
        files.put("src/main/resources/step.yaml", "step/step.yaml");
        files.put("src/main/" + source + ".java", "step/Step.java");
        files.put("src/test/" + source + "Test.java", "step/StepTest.java");
        files.put("README.md", "step/README.md");
        return files;
    }

    private static String packageOf(String name) {
        return "plugin." + name.replace("-", "");
    }

    private static String classOf(String name) {
        StringBuilder words = new StringBuilder();
        for (String word : name.replaceFirst("-step$", "").split("-")) {
            words.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return words + "Step";
    }

    private static String filled(String template, String name) {
        return template.replace("@name@", name).replace("@package@", packageOf(name)).replace("@Class@", classOf(name))
                .replace("@ENV@", name.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private static String template(String file) throws IOException {
        try (InputStream in = PluginCommand.class.getResourceAsStream("/plugin-template/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private int check(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new CommandException(1, folder + " 不是目录。", folder + " is no folder.");
        }
        List<String> problems = new ArrayList<>();
        List<String> found = new ArrayList<>();
        connectors(folder, problems, found);
        steps(folder, problems, found);
        if (found.isEmpty() && problems.isEmpty()) {
            problems.add(terminal.of("没有 connector.yaml，target 中也没有带 step.yaml 或 speech.yaml 的 jar。先运行 ./zhiyin plugin test。",
                    "There is neither a connector.yaml nor, in target, a jar with a step.yaml or speech.yaml. Run ./zhiyin plugin test first."));
        }
        problems.forEach(terminal::print);
        if (problems.isEmpty()) {
            terminal.say("%s：没有错误。", "%s: no errors.", String.join(", ", found));
        }
        return problems.isEmpty() ? 0 : 1;
    }

    private void connectors(Path folder, List<String> problems, List<String> found) {
        Path file = folder.resolve("connector.yaml");
        if (Files.exists(file)) {
            try (ConnectorFiles connectors = new ConnectorFiles(List.of(file), name -> Optional.of(""), (call, name) -> Optional.empty())) {
                problems.addAll(connectors.problems().values());
                connectors.names().forEach(name -> found.add(terminal.of("连接器 ", "connector ") + name));
            }
            if (Files.notExists(folder.resolve("connector.cases.yaml"))) {
                problems.add(terminal.of("缺少 connector.cases.yaml：写下系统怎样回答、流程得到什么。",
                        "connector.cases.yaml is missing: write down what the system answers and what the flow gets."));
            }
        }
    }

    private void steps(Path folder, List<String> problems, List<String> found) throws IOException {
        try (Plugins plugins = new Plugins(folder)) {
            problems.addAll(plugins.problems());
            new TreeSet<>(plugins.steps().all().keySet()).forEach(step -> found.add(terminal.of("步骤 ", "step ") + step));
            plugins.speechEngines().forEach(engine -> found.add(terminal.of("语音引擎 ", "speech engine ") + engine.id()));
        }
    }
}
