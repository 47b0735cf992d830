package zhiyin.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliTest {

    private static final String ONE_ERROR = """
            {"findings": [{"severity": "ERROR", "rule": "exit", "flow": "main", "element": "ask", "text": {"zh": "缺少出口 noInput。", "en": "The exit noInput is not drawn."}},
                          {"severity": "WARNING", "rule": "title", "flow": "main", "element": "", "text": {"zh": "没有标题。", "en": "There is no title."}}]}""";

    @TempDir private Path folder;
    private Session session;

    @BeforeEach void open() {
        session = new Session(folder);
    }

    @AfterEach void close() {
        session.close();
    }

    private void flow(String name, String yaml, String bpmn) throws IOException {
        Path flow = Files.createDirectories(folder.resolve("flows").resolve(name));
        Files.writeString(flow.resolve("flow.bpmn"), bpmn);
        if (yaml != null) {
            Files.writeString(flow.resolve("flow.yaml"), yaml);
        }
    }

    @Test void printsFindingsOnePerLineAndFailsOnAnError() throws IOException {
        flow("main", "id: main\n", "<process id='main'/>");
        session.answering("/api/flows/check", 200, ONE_ERROR);
        assertThat(session.run("check", "flows/main")).isEqualTo(1);
        assertThat(session.shown().lines()).contains("ERROR main#ask [exit] The exit noInput is not drawn.", "WARNING main [title] There is no title.");
        assertThat(session.asked).singleElement().asString().contains("Bearer the-token", "id: main\\n", "<process id='main'/>");
    }

    @Test void listsWhichCasesCanTakeANewVersionAndMovesThemWhenAsked() throws IOException {
        String moves = """
                {"flow": "order", "dryRun": true, "version": 3, "cases": [{"id": "a", "number": "2026112300001", "version": 2, "element": "handle", "moves": true, "refusal": null},
                  {"id": "b", "number": "2026112300002", "version": 1, "element": "review", "moves": false, "refusal": {"zh": "没有 review。", "en": "There is no review."}}]}""";
        session.answering("/api/flows/order/migration", 200, moves);
        assertThat(session.run("migrate", "order")).isEqualTo(1);
        assertThat(session.shown().lines()).containsExactly("+ 2026112300001 version 2 handle", "- 2026112300002 version 1 review There is no review.", "Can move to version 3: 1; cannot: 1. Add --now to move them.");
        assertThat(session.run("migrate", "order", "--now")).isEqualTo(1);
        assertThat(session.shown()).contains("Moved to version 3: 1; in their own version: 1.");
        assertThat(session.asked).hasSize(2).first().asString().contains("\"dryRun\":true");
        assertThat(session.asked.get(1)).contains("\"dryRun\":false");
    }

    @Test void warningsAloneAreNoFailure() throws IOException {
        flow("main", "id: main\n", "<process id='main'/>");
        session.answering("/api/flows/check", 200, ONE_ERROR.replace("ERROR", "WARNING"));
        assertThat(session.run("check", "flows/main/flow.bpmn")).isZero();
    }

    @Test void speaksChineseWhereTheUserDoes() throws IOException {
        flow("main", "id: main\n", "<process id='main'/>");
        session.answering("/api/flows/check", 200, ONE_ERROR).inChinese();
        session.run("check", "flows/main");
        assertThat(session.shown()).contains("错误 main#ask [exit] 缺少出口 noInput。");
    }

    @Test void aFolderOfFlowsIsCheckedFlowByFlow() throws IOException {
        flow("a", "id: a\n", "<process id='a'/>");
        flow("b", "id: b\n", "<process id='b'/>");
        session.answering("/api/flows/check", 200, "{\"findings\": []}");
        assertThat(session.run("check", "flows")).isZero();
        assertThat(session.asked).hasSize(2);
    }

    @Test void aForeignDrawingIsTakenUnderItsProcessId() throws IOException {
        Files.writeString(folder.resolve("diagram.bpmn"), "<?xml version='1.0'?><b:definitions xmlns:b='http://www.omg.org/spec/BPMN/20100524/MODEL'><b:process id='Process_1x'/></b:definitions>");
        session.answering("/api/flows/check", 200, "{\"findings\": []}");
        assertThat(session.run("check", "diagram.bpmn")).isZero();
        assertThat(session.asked.get(0)).contains("id: \\\"Process_1x\\\"");
    }

    @Test void aDrawingWithOutsideEntitiesIsNotFollowed() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "do-not-read");
        Files.writeString(folder.resolve("evil.bpmn"), "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY e SYSTEM 'secret.txt'>]><d><process id='&e;'/></d>");
        session.answering("/api/flows/check", 200, "{\"findings\": []}");
        session.run("check", "evil.bpmn");
        assertThat(String.join("", session.asked)).doesNotContain("do-not-read");
    }

    @Test void saysThatThereIsNoFlow() {
        assertThat(session.run("check", "nothing-here")).isEqualTo(64);
        assertThat(session.shown()).contains("is no flow");
    }

    /** As Windows' Notepad saves it where the country's own encoding is the usual one. */
    @Test void aFileInAnotherEncodingIsNamed() throws IOException {
        flow("main", "id: main\n", "<process id='main'/>");
        Files.write(folder.resolve("flows/main/flow.yaml"), "id: main\ntitle: {zh: 投诉}\n".getBytes("GBK"));
        assertThat(session.run("check", "flows/main")).isEqualTo(64);
        assertThat(session.shown()).contains("flows/main/flow.yaml is not in UTF-8", "Save it as UTF-8");
    }

    @Test void whatCannotBePublishedOrMovedIsNamed() {
        assertThat(session.run("publish", "nothing-here")).isEqualTo(64);
        assertThat(session.shown()).contains("There is no flow nothing-here: neither a folder of " + folder.resolve("flows"));
        session.answering("/api/flows/main/migration", 404, "{}");
        assertThat(session.run("migrate", "main")).isEqualTo(1);
        assertThat(session.shown()).contains("No flow of cases named main is published");
        assertThat(session.run("call", "12333", "--host", "there:x")).isEqualTo(64);
        assertThat(session.shown()).contains("--host is HOST or HOST:PORT");
    }

    @Test void saysThatTheEngineIsNotRunning() throws IOException {
        flow("main", "id: main\n", "<process id='main'/>");
        session.close();
        assertThat(session.run("check", "flows/main")).isEqualTo(69);
        assertThat(session.shown()).contains("The engine is not running", "./zhiyin run");
    }

    @Test void saysThatTheEngineHasAnotherDataFolder() throws IOException {
        flow("main", "id: main\n", "<process id='main'/>");
        session.answering("/api/flows/check", 401, "");
        assertThat(session.run("check", "flows/main")).isEqualTo(69);
        assertThat(session.shown()).contains("ZHIYIN_DATA");
    }

    @Test void publishesAFlowByItsName() throws IOException {
        flow("main", "# the main flow\nid: main\n", "<process id='main'/>");
        session.answering("/api/flows/main/publish", 200, "{\"id\": \"main\", \"version\": 3, \"findings\": []}");
        assertThat(session.run("publish", "main")).isZero();
        assertThat(session.shown()).contains("Published main, version 3");
    }

    @Test void aRefusedFlowIsNotPublishedAndSaysWhy() throws IOException {
        flow("main", "id: main\n", "<process id='main'/>");
        session.answering("/api/flows/main/publish", 422, ONE_ERROR.replaceFirst("\\{", "{\"detail\": \"Refused.\", \"remedy\": \"Mend it.\", "));
        assertThat(session.run("publish", "main")).isEqualTo(1);
        assertThat(session.shown()).contains("The exit noInput is not drawn.", "Refused. Mend it.");
    }

    @Test void showsTheDaysCallsWithoutEmptyColumns() throws IOException {
        Files.createDirectories(folder.resolve("data/logs"));
        Files.writeString(folder.resolve("data/logs/call-20261122.txt"), "CID\tASSN\tPN\tMODE\tET\n3701\t00000001\t13800138000\t\t10:00:00\n3701\t00000002\t010\t\t10:01:00\n");
        assertThat(session.run("logs", "--date", "2026-11-22")).isZero();
        assertThat(session.shown()).isEqualTo("CID   ASSN      PN           ET\n3701  00000001  13800138000  10:00:00\n3701  00000002  010          10:01:00\n2 call(s).\n");
    }

    @Test void aDayWithoutCallsIsNoError() {
        assertThat(session.run("logs", "--date=20261121")).isZero();
        assertThat(session.shown()).contains("No calls on 20261121");
        assertThat(session.run("logs", "--date", "yesterday")).isEqualTo(64);
    }

    @Test void asksTwiceForAPassword() {
        session.answering("/api/password/admin", 204, "").typing("correct horse\ncorrect horse\n");
        assertThat(session.run("password", "admin")).isZero();
        assertThat(session.asked.get(0)).contains("{\"password\":\"correct horse\"}");
        assertThat(session.shown()).doesNotContain("correct horse");
    }

    @Test void twoDifferentPasswordsChangeNothing() {
        session.answering("/api/password/admin", 204, "").typing("correct horse\ncorrect house\n");
        assertThat(session.run("password", "admin")).isEqualTo(1);
        assertThat(session.asked).isEmpty();
    }

    @Test void saysThatThereIsNoSuchUser() {
        session.answering("/api/password/nobody", 404, "{}").typing("correct horse\ncorrect horse\n");
        assertThat(session.run("password", "nobody")).isEqualTo(1);
        assertThat(session.shown()).contains("There is no user nobody.");
    }

    @Test void theDoctorNamesWhatIsBadInTheEnginesOwnWords() throws IOException {
        Files.setPosixFilePermissions(folder.resolve("data/cli.token"), PosixFilePermissions.fromString("rw-r--r--"));
        session.answering("/api/flows", 200, "{\"items\": [{\"id\": \"main\", \"numbers\": [\"12333\"]}]}").answering("/actuator/health", 503, """
                {"status": "DOWN", "components": {"hotline": {"status": "DOWN", "details": {"telephone": "no answered call in the last 30 s", "database": "UP",
                "certificate": "UP, but the certificate in tls.p12 expires in 12 days."}}, "ping": {"status": "UP"}}}""");
        assertThat(session.run("doctor")).isEqualTo(1);
        assertThat(session.shown()).contains("[bad] the engine runs on port", "and is DOWN", "[bad] telephone: no answered call in the last 30 s",
                "[warn] certificate: the certificate in tls.p12 expires in 12 days.", "chmod 600", "[bad] SIP port 1 does not answer",
                "[ok]  1 flows are published and answer 1 numbers").doesNotContain("database");
    }

    /** The folder that the operator named, and not some other that can be written. */
    @Test void theDoctorJudgesADataFolderThatIsNotThereByTheOneAboveIt() throws IOException {
        Path nobodys = Files.writeString(folder.resolve("a-file"), "").resolve("zhiyin/data");
        Surroundings nowhere = new Surroundings(folder, nobodys, 1, 1, folder);
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        assertThat(new Cli(new Terminal(new PrintStream(shown), InputStream.nullInputStream(), false), nowhere).run(List.of("doctor"))).isEqualTo(1);
        assertThat(shown.toString()).contains("[bad] data folder " + nobodys + " cannot be written; correct its owner or set ZHIYIN_DATA");
    }

    @Test void anUnknownOptionOrCommandIsNamed() {
        assertThat(session.run("call", "12333", "--loud")).isEqualTo(64);
        assertThat(session.shown()).contains("There is no option --loud.");
        assertThat(session.run("call", "12333", "--keys")).isEqualTo(64);
        assertThat(session.run("call", "12333", "--keys", "x")).isEqualTo(64);
        assertThat(session.run("call")).isEqualTo(64);
        assertThat(session.run("dance")).isEqualTo(64);
        assertThat(session.shown()).contains("Commands: call, check, publish, migrate, logs, password, plugin, doctor");
    }

    @Test void filesAreSoughtWhereTheUserStands() throws IOException {
        Path there = Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(there.resolve("mine.bpmn"), "<a/>");
        Properties properties = new Properties();
        properties.setProperty("zhiyin.home", Path.of("").toAbsolutePath().toString());
        properties.setProperty("zhiyin.data", "/var/zhiyin");
        Surroundings surroundings = Surroundings.of(properties, Map.of("OLDPWD", there.toString()));
        assertThat(surroundings.existing("mine.bpmn")).isEqualTo(there.resolve("mine.bpmn"));
        assertThat(surroundings.data()).isEqualTo(Path.of("/var/zhiyin"));
        assertThat(Surroundings.of(new Properties(), Map.of()).http()).isEqualTo(8080);
    }

    @Test void chineseArgumentsSurviveALocaleWithoutThem() {
        byte[] line = "java\0-cp\0x\0zhiyin.app.cli.Cli\0call\0\0--expect\0您好\0".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(CommandLine.last(line, new String[] {"call", "", "--expect", "??????"})).containsExactly("call", "", "--expect", "您好");
        assertThat(CommandLine.last(new byte[0], new String[] {"call"})).containsExactly("call");
    }

    @Test void theLanguageIsTheEnvironments() {
        assertThat(Terminal.ofProcess(Map.of("LANG", "zh_CN.UTF-8")).chinese()).isTrue();
        assertThat(Terminal.ofProcess(Map.of("LANG", "zh_CN.UTF-8", "LC_ALL", "C")).chinese()).isFalse();
        assertThat(Terminal.ofProcess(Map.of()).chinese()).isFalse();
    }
}
