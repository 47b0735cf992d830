package zhiyin.app.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import zhiyin.spi.StepFailure;

/** What handlers write down, over the tables as they are shipped; the call that li answered at nine, and passed on to wang at five past. */
class QuestionsTest {

    private static final Questions.Asker NOBODY = new Questions.Asker("", "", "", "", "", "");
    private static final String CALL = "call-80";

    private final DriverManagerDataSource database = new DriverManagerDataSource("jdbc:h2:mem:questions-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", "sa", "");
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T01:06:00Z"));
    private final InstantSource source = now::get;
    private final Questions questions = new Questions(jdbc, new CodeTables(jdbc), source.withZone(ZoneOffset.UTC));

    QuestionsTest() {
        migrate("14");
        jdbc.update("insert into org_unit (id, parent_id, path, kind, name_zh, name_en) values ('pension', 'root', '/root/pension/', 'DEPARTMENT', '养老处', ''), ('fund', 'root', '/root/fund/', 'DEPARTMENT', '公积金处', '')");
        person("li", "pension", "C001");
        person("wang", "pension", "C002");
        person("qian", "fund", "C003");
        call(CALL, "li");
        jdbc.update("update contact set passed_on_at = timestamp '2026-11-24 01:05:00', passed_on_code = 'C002' where id = ?", CALL);
    }

    private void migrate(String version) {
        Flyway.configure().dataSource(database).placeholders(Map.of("instant", "timestamp(3)")).target(version).load().migrate();
    }

    private void person(String id, String unit, String code) {
        jdbc.update("insert into person (id, org_unit_id, login, name, password_hash, enabled, agent_code) values (?, ?, ?, ?, '', true, ?)", id, unit, id, id, code);
    }

    private void call(String id, String person) {
        jdbc.update("insert into contact (id, org_unit_id, channel, caller, dialed, started_at, cid, service_date, assn, pn, service_mode, direction, person_id, agent_code, joined_at)"
                + " values (?, 'root', 'CALL', '13905310080', '12333', timestamp '2026-11-24 00:59:00', '3701', '20261124', 1, 'x', '', 'IN', ?, 'C001', timestamp '2026-11-24 01:00:00')", id, person);
    }

    private static String id(int number) {
        return "%032x".formatted(number);
    }

    private void write(int number, String person, String asked, String answered, boolean ended) {
        questions.write(id(number), CALL, person, NOBODY, new Questions.Text(asked, answered, ""), ended);
    }

    private List<Questions.Question> written() {
        return questions.of(List.of(CALL)).getOrDefault(CALL, List.of());
    }

    /** LOG-27, LOG-31: the first begins as the call is taken, the next as the one before has ended. */
    @Test void aQuestionBeginsWhereTheOneBeforeEnded() {
        write(1, "li", "一", "", false);
        now.updateAndGet(at -> at.plusSeconds(30));
        write(2, "li", "二", "", false);
        write(3, "wang", "三", "", false);
        assertThat(written()).extracting(q -> q.text().asked() + " " + q.agentCode() + " " + q.begunAt() + " " + q.endedAt()).containsExactly(
                "一 C001 2026-11-24T01:00:00Z 2026-11-24T01:06:30Z", "三 C002 2026-11-24T01:05:00Z null", "二 C001 2026-11-24T01:06:30Z null");
    }

    @Test void whatIsEndedStaysEndedAndCanBeCorrected() {
        write(1, "li", "一", "", true);
        now.updateAndGet(at -> at.plusSeconds(30));
        write(1, "li", "一", "答", false);
        assertThat(written()).singleElement().satisfies(q -> {
            assertThat(q.text().answered()).isEqualTo("答");
            assertThat(q.endedAt()).isEqualTo("2026-11-24T01:06:00Z");
        });
    }

    /** IVR-39: whoever has the call next adds his own words and changes nobody's. */
    @Test void nobodyWritesOnWhatIsAnothers() {
        write(1, "li", "一", "", false);
        assertThatThrownBy(() -> write(1, "wang", "改", "", false)).isInstanceOf(NoSuchElementException.class);
        assertThat(written()).singleElement().satisfies(q -> assertThat(q.text().asked()).isEqualTo("一"));
    }

    @Test void whoTakesBackEveryWordHasAskedNothing() {
        write(1, "li", "一", "", false);
        write(1, "li", "", "", false);
        assertThat(written()).isEmpty();
    }

    /** A page that repeats itself after a lost answer: one row, whoever comes first. */
    @Test void theSameSentTwiceAtOnceIsOneQuestion() {
        for (int round = 0; round < 20; round++) {
            int number = 100 + round;
            CompletableFuture.allOf(IntStream.range(0, 4).mapToObj(i -> CompletableFuture.runAsync(() -> write(number, "li", "同时", "", false))).toArray(CompletableFuture[]::new)).join();
        }
        assertThat(jdbc.queryForObject("select count(*) from question", Integer.class)).isEqualTo(20);
    }

    /** LOG-32 to LOG-34, LOG-39: only what the tables list. */
    @ParameterizedTest @CsvSource({"3,'','',''", "男,'','',''", "'',1000,'',''", "'',-1,'',''", "'',六十,'',''", "'','',11,''", "'','','',0404"})
    void refusesWhatNoTableLists(String sex, String age, String type, String subject) {
        assertThatThrownBy(() -> questions.write(id(1), CALL, "li", new Questions.Asker(sex, age, type, "", "", ""), new Questions.Text("问", "", subject), false)).isInstanceOf(StepFailure.class);
        assertThat(written()).isEmpty();
    }

    @Test void refusesWhatHasNoRoom() {
        assertThatThrownBy(() -> write(1, "li", "问".repeat(4001), "", false)).isInstanceOf(StepFailure.class).hasMessageContaining("4001");
        assertThatThrownBy(() -> questions.write("1", CALL, "li", NOBODY, new Questions.Text("问", "", ""), false)).isInstanceOf(StepFailure.class);
    }

    /** IVR-35: each of the words in question or answer, the latest first, the same answer once; of one's own units only. */
    @Test void earlierAnswersAreFoundByTheirWords() {
        jdbc.update("update contact set person_id = 'qian' where id = ?", CALL);
        write(1, "li", "养老金几号发", "每月 15 日前", true);
        now.updateAndGet(at -> at.plus(Duration.ofDays(1)));
        write(2, "li", "什么时候发养老金", "每月 15 日前", true);
        write(3, "qian", "公积金几号到账", "每月 20 日", true);
        write(4, "wang", "养老金没答的", "", true);
        write(5, "li", "100% 到账吗", "是 a_b", true);
        Units pension = new Units(List.of("/root/pension/"));
        assertThat(answers("养老金 15", pension)).containsExactly("什么时候发养老金 / 每月 15 日前");
        assertThat(answers("每月", pension)).containsExactly("什么时候发养老金 / 每月 15 日前");
        assertThat(answers("每月", Units.ALL)).containsExactlyInAnyOrder("什么时候发养老金 / 每月 15 日前", "公积金几号到账 / 每月 20 日");
        assertThat(answers("0%", Units.ALL)).containsExactly("100% 到账吗 / 是 a_b");
        assertThat(answers("A_B", Units.ALL)).as("whatever the case").hasSize(1);
        assertThat(answers("_", pension)).as("a sign that SQL reads otherwise").hasSize(1);
        assertThat(answers("  ", Units.ALL)).isEmpty();
        assertThat(answers("每月", new Units(List.of()))).isEmpty();
    }

    private List<String> answers(String words, Units units) {
        return questions.answers(words, units).stream().map(answer -> answer.text().asked() + " / " + answer.text().answered()).toList();
    }

    /** What a centre had noted before it got this version is there after. */
    @Test void theNotesOfBeforeAreQuestionsNow() {
        DriverManagerDataSource elder = new DriverManagerDataSource("jdbc:h2:mem:elder-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", "sa", "");
        JdbcTemplate old = new JdbcTemplate(elder);
        Flyway.configure().dataSource(elder).placeholders(Map.of("instant", "timestamp(3)")).target("13").load().migrate();
        old.update("insert into person (id, org_unit_id, login, name, password_hash, enabled, agent_code) values ('li', 'root', 'li', 'li', '', true, 'C001')");
        old.update("insert into contact (id, org_unit_id, channel, caller, dialed, started_at, cid, service_date, assn, pn, service_mode, direction, person_id, joined_at, ended_at)"
                + " values ('c', 'root', 'CALL', '1', '12333', current_timestamp, '3701', '20261124', 1, 'x', '', 'IN', 'li', current_timestamp, current_timestamp)");
        old.update("insert into contact_note (contact_id, person_id, text, classification, noted_at) values ('c', 'li', '咨询认证', '0902', current_timestamp)");
        Flyway.configure().dataSource(elder).placeholders(Map.of("instant", "timestamp(3)")).load().migrate();
        assertThat(new Questions(old, new CodeTables(old), Clock.systemUTC()).of(List.of("c")).get("c")).singleElement().satisfies(q -> {
            assertThat(q.text()).isEqualTo(new Questions.Text("咨询认证", "", "0902"));
            assertThat(q.endedAt()).isNotNull();
        });
    }
}
