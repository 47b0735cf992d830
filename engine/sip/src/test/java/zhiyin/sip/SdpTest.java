package zhiyin.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdpTest {

    private static final String VIDEO_PHONE = """
            v=0
            o=alice 2890844526 2890844527 IN IP4 host.example.com
            s=
            c=IN IP4 192.0.2.7
            t=0 0
            m=video 51372 RTP/AVP 31
            a=rtpmap:31 H261/90000
            a=sendonly
            m=audio 49170 RTP/AVP 18 0 8 97
            a=rtpmap:97 telephone-event/8000
            a=fmtp:97 0-16
            a=rtcp:53020 IN IP4 192.0.2.8
            a=ptime:30
            m=audio 49172 RTP/AVP 0
            """.replace("\n", "\r\n");

    @Test
    void readsTheFirstAudioStream() throws SdpException {
        Sdp sdp = Sdp.parse(VIDEO_PHONE);
        assertThat(sdp.audio()).hasToString("/192.0.2.7:49170");
        assertThat(sdp.rtcp()).hasToString("/192.0.2.8:53020");
        assertThat(sdp.codecs()).extracting(Codec::name).containsExactly("G729", "PCMU", "PCMA", "telephone-event");
        assertThat(sdp.telephoneEvent().orElseThrow().payloadType()).isEqualTo(97);
        assertThat(sdp.ptime()).isEqualTo(30);
        assertThat(sdp.direction()).isEqualTo(Direction.SENDRECV);
        assertThat(sdp.hold()).isFalse();
    }

    @Test
    void answersInTheOfferersOrderAndRefusesOtherStreams() throws SdpException {
        String answer = Sdp.parse(VIDEO_PHONE).answer("198.51.100.1", 30000).toString();
        assertThat(answer).contains("c=IN IP4 198.51.100.1\r\n", "m=audio 30000 RTP/AVP 0 97\r\n", "a=rtpmap:97 telephone-event/8000\r\n")
                .containsSubsequence("m=video 0 RTP/AVP 31", "m=audio 30000", "m=audio 0 RTP/AVP 0");
    }

    @Test
    void answersInThePreferredCodec() throws SdpException {
        Sdp answer = Sdp.parse(VIDEO_PHONE).answer("198.51.100.1", 30000, List.of(Codec.PCMA, Codec.PCMU));
        assertThat(answer.voice()).contains(Codec.PCMA);
    }

    @Test
    void refusesAnOfferWithoutACommonCodec() throws SdpException {
        Sdp offer = Sdp.parse(VIDEO_PHONE.replace("RTP/AVP 18 0 8 97", "RTP/AVP 18 97"));
        assertThatThrownBy(() -> offer.answer("198.51.100.1", 30000)).isInstanceOf(NoCommonCodecException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sendonly", "inactive"})
    void seesHoldAndMirrorsIt(String direction) throws SdpException {
        Sdp offer = Sdp.parse(Sdp.offer("192.0.2.7", 4000).toString().replace("sendrecv", direction));
        assertThat(offer.hold()).isTrue();
        assertThat(offer.answer("198.51.100.1", 30000).direction()).isEqualTo(offer.direction().mirrored());
    }

    @Test
    void seesTheOldWayOfHolding() throws SdpException {
        assertThat(Sdp.parse(Sdp.offer("0.0.0.0", 4000).toString()).hold()).isTrue();
    }

    @Test
    void readsIpv6AndHostNamesWithoutAskingAnybody() throws SdpException {
        assertThat(Sdp.parse(Sdp.offer("2001:db8::1", 4000).toString()).audio().getPort()).isEqualTo(4000);
        assertThat(Sdp.parse(Sdp.offer("phone.example.com", 4000).toString()).audio().isUnresolved()).isTrue();
    }

    @Test
    void isTheSameAfterWritingAndReading() throws SdpException {
        Sdp offer = Sdp.offer("192.0.2.7", 4000).flowing(Direction.RECVONLY);
        assertThat(Sdp.parse(offer.toString())).isEqualTo(offer);
    }

    @Test
    void raisesItsVersionAsASuccessor() {
        Sdp first = Sdp.offer("192.0.2.7", 4000);
        assertThat(first.flowing(Direction.SENDONLY).succeeding(first).version()).isEqualTo(first.version() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "hello", "v=0", "v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\nm=audio 0 RTP/AVP 0\r\nc=IN IP4 1.2.3.4",
            "o=- 1 1 IN IP4 x\r\nm=audio 99999 RTP/AVP 0", "o=- 1 1 IN IP4 x\r\nm=audio 4000 RTP/AVP 999\r\nc=IN IP4 1.2.3.4",
            "o=- 1 1 IN IP4 x\r\nm=audio 4000 RTP/AVP 0", "o=- 1 1 IN IP4 x\r\nc=IN IP4 $(reboot)\r\nm=audio 4000 RTP/AVP 0",
            "o=- 1 1 IN IP4 x\r\nc=IN IP4 1.2.3.4\r\nm=audio 4000 RTP/SAVP 0", "o=-\r\nm=audio", "m=", "c=", "a=", "o="})
    void refusesWhatItCannotUse(String text) {
        assertThatThrownBy(() -> Sdp.parse(text)).isInstanceOf(SdpException.class);
    }

    @Test
    void refusesAFlood() {
        assertThatThrownBy(() -> Sdp.parse(VIDEO_PHONE + "a=x\r\n".repeat(10_000))).isInstanceOf(SdpException.class);
        assertThatThrownBy(() -> Sdp.parse(VIDEO_PHONE + "m=audio 1 RTP/AVP 0\r\n".repeat(100))).isInstanceOf(SdpException.class);
    }

    @Test
    void throwsNothingElseWhateverItIsGiven() {
        Random random = new Random(4);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(VIDEO_PHONE);
            for (int change = 0; change < 1 + random.nextInt(8); change++) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
            }
            try {
                Sdp sdp = Sdp.parse(text.toString());
                sdp.answer("192.0.2.1", 4000).toString();
                sdp.rtcp();
                sdp.audio();
            } catch (SdpException expected) {
                assertThat(expected).hasMessageNotContaining("Index");
            }
        }
    }
}
