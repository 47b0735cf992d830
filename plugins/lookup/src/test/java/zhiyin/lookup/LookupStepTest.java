package zhiyin.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import zhiyin.plugintest.FakeCall;
import zhiyin.plugintest.StepContract;
import zhiyin.spi.Category;
import zhiyin.spi.Outcome;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Connectors;

class LookupStepTest {

    private static final Map<String, Object> INPUT = Map.of("idNumber", "11010519491231002X", "password", "secret:pin");
    private static final Map<String, String> RESULTS = Map.of("balance", "account.balance", "name", "name");
    private static final Map<String, Object> ANSWER = Map.of("name", "张三", "account", Map.of("balance", new BigDecimal("105.05")));

    private static Outcome run(String result, Map<String, Object> output) {
        return FakeCall.keying("").port(Connectors.class, (connector, callId, input) -> {
            assertThat(connector).isEqualTo("pension-account");
            assertThat(callId).isEqualTo(FakeCall.CALL_ID);
            assertThat(input).isEqualTo(INPUT);
            return CompletableFuture.completedFuture(new Connectors.Result(result, output));
        }).run(new LookupStep(), new LookupStep.Config("pension-account", INPUT, RESULTS));
    }

    @Test void descriptorAndClassAgree() {
        StepContract.holds(LookupStep.class);
    }

    /** IVR-49, LINK-23, DES-09; a secret is passed on as its name, never as its value (SEC-10). */
    @Test void aBusinessSystemsAnswerBecomesFlowVariables() {
        assertThat(run("ok", ANSWER)).isEqualTo(new Outcome("ok", Map.of("name", "张三", "balance", new BigDecimal("105.05"))));
    }

    /** IVR-29 */
    @Test void leavesByTheNameOfAnotherResultWithWhatFieldsThereAre() {
        assertThat(run("wrongPassword", Map.of())).isEqualTo(Outcome.of("wrongPassword"));
        assertThat(run("suspended", Map.of("name", "张三"))).isEqualTo(Outcome.of("suspended", "name", "张三"));
    }

    @Test void aSystemThatIsDownOrSlowIsAnExit() {
        assertThat(run("failed", Map.of())).isEqualTo(Outcome.of("failed"));
        assertThat(run("timeout", Map.of())).isEqualTo(Outcome.of("timeout"));
    }

    @Test void anOkAnswerWithoutAFieldNamesTheField() {
        for (Map<String, Object> broken : java.util.List.<Map<String, Object>>of(Map.of("name", "张三"), Map.of("name", "张三", "account", "closed"), nulls())) {
            assertThatThrownBy(() -> run("ok", broken)).isInstanceOfSatisfying(StepFailure.class,
                    f -> assertThat(f.category()).isEqualTo(Category.CONNECTOR)).hasMessageContaining("account.balance");
        }
    }

    private static Map<String, Object> nulls() {
        Map<String, Object> account = new HashMap<>();
        account.put("balance", null);
        return Map.of("name", "张三", "account", account);
    }

    @Test void aRefusalOfThePortIsPassedOn() {
        StepFailure unknown = new StepFailure(Category.CONFIG, "There is no connector x.", "x", "Make it.");
        assertThatThrownBy(() -> FakeCall.keying("").port(Connectors.class, (c, id, in) -> CompletableFuture.failedFuture(unknown))
                .run(new LookupStep(), new LookupStep.Config("x", Map.of(), Map.of()))).isSameAs(unknown);
    }
}
