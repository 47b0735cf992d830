package zhiyin.app.phones;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.password.PasswordEncoder;
import tools.jackson.databind.JsonNode;
import zhiyin.app.LeakCheck;
import zhiyin.app.Web;
import zhiyin.app.cases.Bpmn;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.flows.FlowFolder;
import zhiyin.app.flows.FlowLibrary;
import zhiyin.app.settings.DataFolder;
import zhiyin.app.telephony.Telephony;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;

/** A running hotline with agents at baresip phones, and callers. The number 7100 leads straight into the queue {@code general}. */
final class Floor implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final int CALLERS_TONE = 700;
    /** Tenths of a second of a tone that are no accident. */
    static final int HEARD = 8;
    /** Of the agent at extension 800n: the tone tells who is heard. */
    private static final int[] TONES = {0, 440, 500, 560, 620};

    final ConfigurableApplicationContext hotline;
    final Telephony telephony;
    final CallLog calls;
    final Path data;
    final Web web;
    private final String password;
    private final Path folder;
    private int phones;
    private final List<AutoCloseable> open = new ArrayList<>();

    /** @param queues of queues.yaml */
    Floor(Path data, Path folder, String queues, String... more) throws Exception {
        this.data = data;
        this.folder = folder;
        RunningHotline.hours(data, true);
        Files.writeString(data.resolve("queues.yaml"), queues);
        hotline = RunningHotline.start(data, more);
        telephony = hotline.getBean(Telephony.class);
        calls = new CallLog(hotline, data);
        web = new Web(Integer.parseInt(hotline.getEnvironment().getProperty("local.server.port")));
        password = hotline.getBean(DataFolder.class).secret("extensions.password").orElseThrow();
        publish("queue-line", "7100", Bpmn.step("wait", "queue", Bpmn.text("queue", "general") + Bpmn.text("every", "4") + Bpmn.text("patience", "40")
                + Bpmn.text("keys", "<camunda:map><camunda:entry key='1'>留言|a message</camunda:entry></camunda:map>"))
                + Bpmn.step("bye", "say", Bpmn.text("text", "谢谢，再见。")) + Bpmn.step("sorry", "say", Bpmn.text("text", "座席全忙。")) + Bpmn.step("message", "say", Bpmn.text("text", "请留言。"))
                + Bpmn.way("start", "wait", null) + Bpmn.way("wait", "bye", "talked") + Bpmn.way("wait", "message", "key1") + Bpmn.way("wait", "sorry", null)
                + Bpmn.way("bye", "end", null) + Bpmn.way("sorry", "end", null) + Bpmn.way("message", "end", null));
    }

    void publish(String id, String number, String between) throws IOException {
        publish(id, number, between, "");
    }

    /** @param more lines of its flow.yaml */
    void publish(String id, String number, String between, String more) throws IOException {
        Path flow = Files.createDirectories(data.resolve("test-flows").resolve(id));
        Files.writeString(flow.resolve("flow.yaml"), "id: %s\ntitle: {zh: 试, en: under test}\nnumbers: [\"%s\"]\nchannels: [voice]\nlanguages: [zh, en]\n%s".formatted(id, number, more));
        Files.writeString(flow.resolve("flow.bpmn"), Bpmn.flow(id, between));
        hotline.getBean(FlowLibrary.class).publish(FlowFolder.read(flow));
    }

    /** A person with the role AGENT, as an administrator would have made one. @param skillsAndGroups {@code pension:2} is a skill, {@code special} a group */
    void person(String login, String code, String extension, String... skillsAndGroups) {
        JdbcTemplate jdbc = hotline.getBean(JdbcTemplate.class);
        jdbc.update("insert into person (id, org_unit_id, login, name, password_hash, enabled, agent_code, extension) values (?, 'root', ?, ?, ?, true, ?, ?)", login, login, login,
                hotline.getBean(PasswordEncoder.class).encode(Web.ADMIN_PASSWORD), code, extension);
        jdbc.update("insert into person_role (person_id, role, org_unit_id) values (?, 'AGENT', 'root')", login);
        for (String each : skillsAndGroups) {
            String[] skill = each.split(":");
            boolean group = skill.length == 1;
            String table = group ? "agent_group" : "skill";
            if (jdbc.queryForObject("select count(*) from " + table + " where id = ?", Integer.class, skill[0]) == 0) {
                jdbc.update(group ? "insert into agent_group (id, org_unit_id, name_zh, name_en) values (?, 'root', ?, ?)" : "insert into skill (id, name_zh, name_en) values (?, ?, ?)", skill[0],
                        skill[0], skill[0]);
            }
            if (group) {
                jdbc.update("insert into agent_group_member (group_id, person_id, position) values (?, ?, 1)", each, login);
            } else {
                jdbc.update("insert into person_skill (person_id, skill_id, level) values (?, ?, ?)", login, skill[0], Integer.parseInt(skill[1]));
            }
        }
    }

    /** A phone registered at that extension, which answers by itself or rings until told. */
    Baresip phone(String extension, boolean answers) throws IOException {
        Baresip baresip = baresip(extension, TONES[extension.charAt(3) - '0'], answers);
        RunningHotline.await(baresip::registered);
        return baresip;
    }

    /** A caller with a steady tone. */
    Baresip caller(String extension) throws IOException {
        Baresip baresip = baresip(extension, CALLERS_TONE, false);
        RunningHotline.await(baresip::registered);
        return baresip;
    }

    private Baresip baresip(String extension, int tone, boolean answers) throws IOException {
        Baresip baresip = Baresip.start(folder.resolve("phone-" + ++phones), "<sip:%s@127.0.0.1:%d>;auth_pass=%s;regint=600;answermode=%s"
                .formatted(extension, telephony.port(), password, answers ? "auto" : "manual"), tone);
        open.add(0, baresip);
        return baresip;
    }

    /** Waits until that phone hears a tone, and for a while. */
    static void hears(Baresip phone, int tone) {
        long before = phone.tenthsHeard(tone);
        RunningHotline.await(() -> phone.tenthsHeard(tone) >= before + HEARD);
    }

    /** The same of two at once. */
    static void hears(Baresip phone, int tone, int other) {
        long before = phone.tenthsOfBoth(tone, other);
        RunningHotline.await(() -> phone.tenthsOfBoth(tone, other) >= before + HEARD);
    }

    static int tone(String extension) {
        return TONES[extension.charAt(3) - '0'];
    }

    /** A caller who has been answered by the hotline. */
    PhoneCall dial(String number, String from) {
        Phone phone = Phone.to("127.0.0.1", telephony.port());
        open.add(phone);
        PhoneCall call = phone.dial(number, from);
        open.add(0, call);
        assertThat(call.awaitAnswer(PATIENCE)).isTrue();
        return call;
    }

    void signIn(String login, String extension) {
        assertThat(web.post("/api/desk/session", login, Map.of("extension", extension)).status()).isEqualTo(200);
    }

    void choose(String login, String state) {
        Web.Answer answer = web.put("/api/desk/state", login, Map.of("state", state));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /** Signed in at a phone, and ready. */
    void ready(String login, String extension) {
        signIn(login, extension);
        choose(login, "READY");
    }

    JsonNode desk(String login) {
        return web.get("/api/desk", login).json();
    }

    String state(String login) {
        return desk(login).get("state").asString();
    }

    void awaitState(String login, String state) {
        try {
            RunningHotline.await(() -> state(login).equals(state));
        } catch (AssertionError e) {
            throw new AssertionError(login + " is " + state(login) + " and not " + state, e);
        }
    }

    /** What there is after a first call has made the threads and opened the files that stay: what there must be after every test. */
    LeakCheck atRest() throws Exception {
        dial("7100", "warm-up").awaitEnd(PATIENCE);
        empty();
        return new LeakCheck(hotline);
    }

    /** Everybody goes home, phones and callers first. */
    void empty() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        open.clear();
        RunningHotline.await(() -> telephony.calls().active() == 0);
        hotline.getBean(JdbcTemplate.class).queryForList("select login from person where id = login", String.class).forEach(login -> {
            if (!state(login).equals("SIGNED_OUT")) {
                web.delete("/api/desk/session", login);
            }
        });
    }

    @Override public void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        hotline.close();
    }
}
