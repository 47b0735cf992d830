package zhiyin.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictParsersTest {

    /** RFC 3261 section 7.2: what cannot be read becomes the reason phrase of a 400, which is one line. */
    @ParameterizedTest @ValueSource(strings = {"BYE sip::5060 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1\r\n\r\n", "INVITE sip:a@[ SIP/2.0\r\nX-Of-The-Sender: 1\r\n\r\n"})
    void whatIsWrongIsToldAndSaidInOneLine(String message) {
        int[] told = {0};
        ParseException refused = catchThrowableOfType(ParseException.class, () -> new StrictParsers(() -> told[0]++).createMessageParser(null)
                .parseSIPMessage(message.getBytes(StandardCharsets.UTF_8), true, true, null));
        assertThat(refused.getMessage()).isNotBlank().doesNotContain("\r", "\n").hasSizeLessThanOrEqualTo(120);
        assertThat(told[0]).isEqualTo(1);
    }
}
