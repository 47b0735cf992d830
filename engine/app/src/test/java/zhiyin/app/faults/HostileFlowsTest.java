package zhiyin.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Booted;
import zhiyin.flow.run.FlowEngine;
import zhiyin.flow.run.FlowVersion;

/** Files that would run code, read files or eat the memory are refused over the API and by {@code check}, with place and remedy, and nothing of them is stored (DES-09). */
@ExtendWith(Hotline.Shared.class)
class HostileFlowsTest {

    private static final String YAML = "id: hostile\ntitle: {zh: 恶意, en: hostile}\nnumbers: [\"66666\"]\nchannels: [voice]\nlanguages: [zh, en]\n";
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    /** What a file would touch if anything in it ran. */
    private static final Path CANARY = Path.of(System.getProperty("java.io.tmpdir"), "canary-" + UUID.randomUUID());

    private final Hotline hotline;

    HostileFlowsTest(Hotline hotline) {
        this.hotline = hotline;
    }

    private static String definitions(String process) {
        return "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\" targetNamespace=\"t\">\n"
                + "<bpmn:process id=\"hostile\" name=\"恶意\" isExecutable=\"true\">\n" + process + "</bpmn:process>\n</bpmn:definitions>\n";
    }

    /** start, one task between, end. */
    private static String around(String task) {
        return definitions("<bpmn:startEvent id=\"start\" name=\"开始\"/>\n" + task + "\n<bpmn:endEvent id=\"end\" name=\"结束\"/>\n"
                + "<bpmn:sequenceFlow id=\"in\" sourceRef=\"start\" targetRef=\"task\"/>\n<bpmn:sequenceFlow id=\"out\" sourceRef=\"task\" targetRef=\"end\"/>\n");
    }

    private static String say(String text, String attributes, String extension) {
        return around("<bpmn:serviceTask id=\"task\" name=\"说\" " + attributes + "><bpmn:extensionElements>" + extension
                + "<camunda:properties><camunda:property name=\"step\" value=\"say\"/></camunda:properties><camunda:inputOutput><camunda:inputParameter name=\"text\"><camunda:map>"
                + "<camunda:entry key=\"zh\">" + text.replace("&", "&amp;").replace("<", "&lt;") + "</camunda:entry><camunda:entry key=\"en\">x</camunda:entry></camunda:map></camunda:inputParameter>"
                + "</camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>");
    }

    private static String says(String text) {
        return HEAD + say(text, "", "");
    }

    private static String laughs() {
        StringBuilder entities = new StringBuilder("<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 10; i++) {
            entities.append("<!ENTITY l").append(i).append(" \"").append(("&l" + (i - 1) + ";").repeat(10)).append("\">");
        }
        return HEAD + "<!DOCTYPE d [" + entities + "]>\n" + definitions("<bpmn:documentation>&l9;</bpmn:documentation>");
    }

    static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("external entity", HEAD + "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n" + definitions("<bpmn:documentation>&x;</bpmn:documentation>"));
        files.put("billion laughs", laughs());
        files.put("five megabytes", HEAD + "<!-- " + "x".repeat(5_000_000) + " -->\n" + say("您好。", "", ""));
        files.put("cut off", says("您好。").substring(0, 500));
        files.put("no XML", "PK\u0003\u0004 this is no drawing");
        files.put("empty", "");
        files.put("script task", HEAD + around("<bpmn:scriptTask id=\"task\" scriptFormat=\"javascript\"><bpmn:script>java.lang.Runtime.getRuntime().exec('touch " + CANARY + "')</bpmn:script></bpmn:scriptTask>"));
        files.put("Java class", HEAD + say("您好。", "camunda:class=\"java.lang.Runtime\"", ""));
        files.put("expression", HEAD + say("您好。", "camunda:expression=\"${''.getClass().forName('java.lang.Runtime')}\"", ""));
        files.put("listener", HEAD + say("您好。", "", "<camunda:executionListener event=\"start\" expression=\"${1}\"/>"));
        files.put("connector of the engine", HEAD + say("您好。", "", "<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>"));
        files.put("condition calls Java", HEAD + definitions("<bpmn:startEvent id=\"start\"/><bpmn:exclusiveGateway id=\"g\" default=\"b\"/><bpmn:endEvent id=\"e\"/><bpmn:endEvent id=\"f\"/>"
                + "<bpmn:sequenceFlow id=\"i\" sourceRef=\"start\" targetRef=\"g\"/><bpmn:sequenceFlow id=\"a\" sourceRef=\"g\" targetRef=\"e\"><bpmn:conditionExpression>"
                + "${''.getClass().forName('java.lang.Runtime').getMethod('getRuntime').invoke(null).exec('touch " + CANARY + "') != null}</bpmn:conditionExpression></bpmn:sequenceFlow>"
                + "<bpmn:sequenceFlow id=\"b\" sourceRef=\"g\" targetRef=\"f\"/>"));
        files.put("?new", says("${\"freemarker.template.utility.Execute\"?new()(\"touch " + CANARY + "\")}"));
        files.put("?api", says("${centre?api.class.name}"));
        files.put("getClass", says("${centre.getClass().getName()}"));
        files.put("assign and Execute", says("<#assign x = \"freemarker.template.utility.Execute\"?new()>${x(\"touch " + CANARY + "\")}"));
        files.put("include", says("<#include \"/etc/passwd\">"));
        files.put("eval", says("${\"centre\"?eval}"));
        files.put("endless loop", says("<#list 1.. as n>哈</#list>"));
        return files;
    }

    static Stream<String> names() {
        return files().keySet().stream();
    }

    @ParameterizedTest @MethodSource("names") void isRefusedWithPlaceAndRemedyAndNothingIsKept(String name) {
        Map<String, String> body = Map.of("yaml", YAML, "bpmn", files().get(name));
        JsonNode checked = hotline.app.post("/api/flows/check", Hotline.ADMIN, body).json().get("findings");
        assertThat(checked.toString()).as("check").contains("\"ERROR\"").doesNotContain("root:x:0");
        Booted.Answer answer = hotline.app.post("/api/flows/hostile/publish", Hotline.ADMIN, body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(422);
        JsonNode problem = answer.json();
        assertThat(problem.get("category").asString()).isEqualTo("CONFIG");
        assertThat(problem.get("place").asString()).isNotBlank();
        assertThat(problem.get("remedy").asString()).isNotBlank();
        problem.get("findings").forEach(finding -> {
            assertThat(finding.get("text").get("zh").asString()).isNotBlank();
            assertThat(finding.get("text").get("en").asString()).isNotBlank();
        });
        nothingIsKept();
    }

    private void nothingIsKept() {
        JdbcTemplate jdbc = hotline.app.bean(JdbcTemplate.class);
        assertThat(jdbc.queryForObject("select count(*) from flow_version where flow_id = 'hostile'", Integer.class)).isZero();
        assertThat(hotline.app.bean(FlowEngine.class).published()).extracting(FlowVersion::id).isNotEmpty().doesNotContain("hostile");
        assertThat(hotline.app.get("/api/flows", Hotline.ADMIN).ids("id")).doesNotContain("hostile");
        assertThat(CANARY).doesNotExist();
    }

    /** The same drawing without anything hostile is taken, so that the others are refused for what they are. */
    @Test void harmlessOneOfTheKindIsWell() {
        JsonNode findings = hotline.app.post("/api/flows/check", Hotline.ADMIN, Map.of("yaml", YAML, "bpmn", says("您好，${centre.city}。"))).json().get("findings");
        assertThat(findings.toString()).doesNotContain("\"ERROR\"");
    }

    @ParameterizedTest @MethodSource("yamls") void hostileFlowYamlIsRefusedToo(String yaml) {
        Booted.Answer answer = hotline.app.post("/api/flows/hostile/publish", Hotline.ADMIN, Map.of("yaml", yaml, "bpmn", says("您好。")));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(422);
        assertThat(answer.json().get("remedy").asString()).isNotBlank();
        nothingIsKept();
    }

    static Stream<String> yamls() {
        return Stream.of("id: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1:1/\"]]]]\n",
                "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nid: hostile\nnumbers: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n",
                "- just\n- a list\n", "id: [1, 2\n", "");
    }

    /** As an author at the command line sees it. */
    @Test void checkAtTheCommandLineRefusesThem(@TempDir Path folder) throws Exception {
        Map<String, String> files = files();
        for (String name : files.keySet()) {
            Path flow = Files.createDirectories(folder.resolve(name.replaceAll("[^a-zA-Z]", "-")));
            Files.writeString(flow.resolve("flow.yaml"), YAML);
            Files.writeString(flow.resolve("flow.bpmn"), files.get(name));
        }
        Path shown = folder.resolve("shown.txt");
        Process check = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-cp", System.getProperty("java.class.path"),
                "-Dzhiyin.home=" + Booted.repository(), "-Dzhiyin.data=" + hotline.data, "-Dzhiyin.http=" + hotline.app.port(), "-Dzhiyin.sip=" + hotline.port(),
                "zhiyin.app.cli.Cli", "check", folder.toString()).redirectErrorStream(true).redirectOutput(shown.toFile()).start();
        assertThat(check.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String text = Files.readString(shown);
        assertThat(check.exitValue()).as(text).isEqualTo(1);
        for (String name : files.keySet()) {
            assertThat(text).contains(name.replaceAll("[^a-zA-Z]", "-"));
        }
        assertThat(text).doesNotContain("no errors").doesNotContain("没有错误").doesNotContain("root:x:0");
        nothingIsKept();
    }
}
