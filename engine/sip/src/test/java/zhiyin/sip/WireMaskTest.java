package zhiyin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import zhiyin.sip.stack.WireMask;

class WireMaskTest {

    @Test
    void hidesKeysSentByInfo() {
        String info = "INFO sip:a@b SIP/2.0\r\nContent-Type: application/dtmf-relay\r\n\r\nSignal=7\r\nDuration=160";
        assertThat(WireMask.mask(info)).doesNotContain("Signal=7").contains("INFO sip:a@b");
        assertThat(WireMask.mask(info.replace("-relay", "").replace("Content-Type", "c"))).doesNotContain("Signal=7");
    }

    @Test
    void hidesDigestAnswers() {
        String register = "REGISTER sip:a SIP/2.0\r\nAuthorization: Digest username=\"8001\", response=\"deadbeef\"\r\nTo: x\r\n\r\n";
        assertThat(WireMask.mask(register)).doesNotContain("deadbeef").contains("To: x");
        assertThat(WireMask.mask(register.replace("Auth", "Proxy-Auth"))).doesNotContain("deadbeef");
    }

    @Test
    void leavesTheRestAlone() {
        String invite = "INVITE sip:a@b SIP/2.0\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n";
        assertThat(WireMask.mask(invite)).isEqualTo(invite);
    }
}
