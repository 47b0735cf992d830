package zhiyin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPressTest {

    @Test
    void readsDtmfRelay() {
        assertThat(KeyPress.read("application/dtmf-relay", "Signal= 5\r\nDuration= 160\r\n")).contains(new KeyPress('5', 160));
        assertThat(KeyPress.read("application/dtmf-relay", "Signal=11")).contains(new KeyPress('#', 250));
    }

    @Test
    void readsDtmf() {
        assertThat(KeyPress.read("application/dtmf", "*\r\n")).contains(new KeyPress('*', 250));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Signal=", "Signal=x", "Signal=12", "Duration=160", "5"})
    void seesNoKeyInOtherBodies(String body) {
        assertThat(KeyPress.read("application/dtmf-relay", body)).isEmpty();
    }
}
