package zhiyin.fax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Category;
import zhiyin.spi.Outcome;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.FaxQueue;

class FaxStepTest {

    private record Job(String run, String file, String number, ZonedDateTime at) { }

    private final List<Job> queue = new ArrayList<>();

    private Outcome run(String file, String at) {
        FaxQueue port = (callId, stepRunId, wanted, number, when) -> {
            if (!wanted.equals("1001")) {
                return CompletableFuture.failedFuture(new StepFailure(wanted.equals("9999") ? Category.MEDIA : Category.CALLER, "no " + wanted, "catalogue", "-"));
            }
            queue.add(new Job(stepRunId, wanted, number, when));
            return CompletableFuture.completedFuture("job-" + queue.size());
        };
        return FakeCall.keying("").port(FaxQueue.class, port).run(new FaxStep(), new FaxStep.Config(file, "053188886666", at, "job"));
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(FaxStep.class);
    }

    /** IVR-24, IVR-26 */
    @Test void queuesAFaxForNow() {
        assertThat(run("1001", null)).isEqualTo(Outcome.of("queued", "job", "job-1"));
        run("1001", "");
        assertThat(queue).containsExactly(new Job("run-1", "1001", "053188886666", null), new Job("run-1", "1001", "053188886666", null));
    }

    /** IVR-24, IVR-25, IVR-26: at the centre's time, as collect's LocalDateTime writes itself. */
    @Test void queuesAFaxForASetTime() {
        String collected = LocalDateTime.of(2026, 5, 13, 9, 30).toString();
        assertThat(run("1001", collected).name()).isEqualTo("queued");
        assertThat(queue).singleElement().satisfies(job -> assertThat(job.at()).isEqualTo("2026-05-13T09:30+08:00[Asia/Shanghai]"));
    }

    /** IVR-21 */
    @Test void aFileThatTheCatalogueLacksIsAnExit() {
        assertThat(run("4711", null)).isEqualTo(Outcome.of("unknownFile"));
        assertThat(queue).isEmpty();
    }

    @Test void anotherFailureIsPassedOn() {
        assertThatThrownBy(() -> run("9999", null)).isInstanceOfSatisfying(StepFailure.class, f -> assertThat(f.category()).isEqualTo(Category.MEDIA));
    }

    @Test void aTimeThatIsNoneIsAConfigFailure() {
        assertThatThrownBy(() -> run("1001", "soon")).isInstanceOfSatisfying(StepFailure.class, f -> assertThat(f.category()).isEqualTo(Category.CONFIG));
    }
}
