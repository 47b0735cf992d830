package zhiyin.app.phones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import zhiyin.app.Booted;
import zhiyin.app.LeakCheck;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.telephony.Telephony;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.sip.EndCause;

/** VM-06, VM-07: at a peak, with room for two calls, three more callers are turned away; each is on the list of missed calls, and those who were served hear nothing of it. */
class SurgeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test void whoFindsAllLinesBusyIsOnTheListOfMissedCalls(@TempDir Path data) throws Exception {
        RunningHotline.hours(data, true);
        try (Booted hotline = new Booted(data, Map.of("zhiyin.max-calls", "2"));
             Phone phone = Phone.to("127.0.0.1", hotline.bean(Telephony.class).port())) {
            RunningHotline.awaitCases(hotline.context());
            LeakCheck leaks = new LeakCheck(hotline.context());
            PhoneCall first = served(phone, "13900000001");
            PhoneCall second = served(phone, "13900000002");
            for (String late : List.of("13900000003", "13900000004", "13900000005")) {
                try (PhoneCall call = phone.dial("12333", late)) {
                    EndCause end = call.awaitEnd(PATIENCE);
                    assertThat(end.code()).isEqualTo(503);
                }
            }
            try (PhoneCall nowhere = phone.dial("99999", "13900000006")) {
                assertThat(nowhere.awaitEnd(PATIENCE).code()).isEqualTo(503);
            }
            RunningHotline.await(() -> missed(hotline).size() == 3);
            assertThat(missed(hotline)).extracting(call -> call.get("caller").asString()).as("the newest first; a number that no flow answers is nobody's to call back")
                    .containsExactly("13900000005", "13900000004", "13900000003");
            JsonNode one = missed(hotline).get(0);
            assertThat(one.get("queue").get("zh").asString()).isEqualTo("线路全忙");
            assertThat(one.get("waitedSeconds").asInt()).isZero();
            assertThat(first.end()).isNull();
            assertThat(second.end()).isNull();
            first.close();
            second.close();
            RunningHotline.await(() -> hotline.bean(Telephony.class).calls().held() == 0);
            served(phone, "13900000003").close();
            leaks.nothingLeft();
        }
    }

    private static PhoneCall served(Phone phone, String from) {
        PhoneCall call = phone.dial("12333", from);
        assertThat(call.awaitAnswer(PATIENCE)).isTrue();
        return call;
    }

    private static List<JsonNode> missed(Booted hotline) {
        return hotline.get("/api/missed-calls", "admin").json().get("items").valueStream().toList();
    }
}
