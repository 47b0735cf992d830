package zhiyin.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.Codec;
import zhiyin.rtp.KeySource;
import zhiyin.rtp.MediaEngine;
import zhiyin.rtp.MediaListener;
import zhiyin.rtp.MediaPort;
import zhiyin.rtp.MediaSettings;
import zhiyin.rtp.Playback;
import zhiyin.rtp.PlaybackEnd;
import zhiyin.rtp.PlaybackListener;
import zhiyin.rtp.RemoteMedia;
import zhiyin.rtp.WavFile;
import zhiyin.sip.Accounts;
import zhiyin.sip.EndCause;
import zhiyin.sip.IncomingCall;
import zhiyin.sip.LegListener;
import zhiyin.sip.Sdp;
import zhiyin.sip.SdpException;
import zhiyin.sip.SipEndpoint;
import zhiyin.sip.SipSettings;

/** A real call over loopback, to a machine that plays one clip; 404 is refused, 555 hangs up after it, 777 is silent. */
class CallCommandTest {

    private final AudioClip clip = noise(1, 1500);
    private final List<Character> keys = new CopyOnWriteArrayList<>();
    private final List<String> sipCallIds = new CopyOnWriteArrayList<>();
    private final MediaEngine media = new MediaEngine(new MediaSettings(InetAddress.getLoopbackAddress(), 33_200, 33_299));
    private final SipEndpoint sip = SipEndpoint.start(SipSettings.on("127.0.0.1", 0), Accounts.NONE, this::incoming);
    @TempDir private Path folder;
    private Session session;

    @BeforeEach void open() {
        session = new Session(folder);
    }

    @AfterEach void close() {
        session.close();
        sip.close();
        media.close();
    }

    private static AudioClip noise(long seed, int ms) {
        Random random = new Random(seed);
        short[] samples = new short[ms * 8];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (random.nextGaussian() * 2600);
        }
        return AudioClip.of(samples);
    }

    private void incoming(IncomingCall call) {
        sipCallIds.add(call.sipCallId());
        MediaPort port = media.open(new MediaListener() {
            @Override public void keyStarted(MediaPort at, char digit, KeySource source, long nanoTime) {
                keys.add(digit);
            }
        });
        call.listen(new LegListener() {
            @Override public void acked(Sdp answer) {
                play(port, call);
            }

            @Override public void ended(EndCause cause) {
                port.close();
            }
        });
        try {
            if (call.dialed().equals("404")) {
                call.reject(404, "Not Found");
                return;
            }
            Sdp offer = call.offer().orElseThrow();
            port.connect(RemoteMedia.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), offer.audio().getPort()), Codec.PCMA, 101));
            call.answer(offer.answer("127.0.0.1", port.localPort()));
        } catch (SdpException e) {
            call.reject(488, "Not Acceptable");
        }
    }

    private void play(MediaPort port, IncomingCall call) {
        if (call.dialed().equals("777")) {
            return;
        }
        port.play(List.of(AudioClip.silence(200), clip), new PlaybackListener() {
            @Override public void ended(Playback playback, PlaybackEnd end, java.time.Duration position) {
                if (call.dialed().equals("555")) {
                    call.hangUp();
                }
            }
        });
    }

    private String speech(AudioClip... clips) throws Exception {
        StringBuilder json = new StringBuilder("{\"text\": \"words\", \"clips\": [");
        for (int i = 0; i < clips.length; i++) {
            Path file = folder.resolve("clip" + i + ".wav");
            WavFile.write(file, clips[i]);
            json.append(i > 0 ? "," : "").append('"').append(Base64.getEncoder().encodeToString(Files.readAllBytes(file))).append('"');
        }
        return json + "]}";
    }

    private int call(String... typed) {
        return session.run(sip.port(), typed);
    }

    @Test void printsWhatTheWireShowedAndKeepsTheAudio() throws Exception {
        assertThat(call("call", "12333", "--keys", "12#", "--hangup-after", "0.5", "--out", "heard.wav")).isZero();
        assertThat(keys).containsExactly('1', '2', '#');
        assertThat(session.shown()).contains("Answered after ", "codec PCMA", "prompt 1: 1.", "key 1", "key 2", "key #", "We hung up.");
        assertThat(WavFile.read(folder.resolve("heard.wav")).duration().toMillis()).isGreaterThan(2000);
    }

    @Test void oneIfNotAnswered() {
        assertThat(call("call", "404")).isEqualTo(1);
        assertThat(session.shown()).contains("Not answered: UNREACHABLE, SIP 404");
    }

    @Test void twoIfNoAudioCame() {
        assertThat(call("call", "777", "--hangup-after", "1")).isEqualTo(2);
        assertThat(session.shown()).contains("No audio was heard.");
    }

    @Test void threeIfTheOtherSideEndedItBeforeTheKeysWereSent() {
        assertThat(call("call", "555", "--keys", "1,2")).isEqualTo(3);
        assertThat(session.shown()).contains("The other side hung up (BYE).");
        assertThat(keys).isEmpty();
    }

    @Test void fourIfWhatWasExpectedWasNotHeard() throws Exception {
        session.answering("/api/speech", 200, speech(noise(2, 1500)));
        assertThat(call("call", "12333", "--hangup-after", "3", "--expect", "words")).isEqualTo(4);
        assertThat(session.shown()).contains("Did not hear \"words\"");
    }

    @Test void hearsWhatWasExpectedInPieces() throws Exception {
        short[] samples = clip.samples();
        session.answering("/api/speech", 200, speech(AudioClip.of(java.util.Arrays.copyOf(samples, 6000)), AudioClip.silence(100),
                AudioClip.of(java.util.Arrays.copyOfRange(samples, 6000, samples.length))));
        assertThat(call("call", "12333", "--hangup-after", "3", "--expect", "words")).isZero();
        assertThat(session.shown()).contains("Heard \"words\"");
        assertThat(session.asked.get(0)).contains("text=words", "language=zh");
    }

    @Test void printsThePathOfTheCallWithTheSameCallId() {
        session.answering("/api/calls/c-1", 200, """
                {"callId": "c-1", "path": [{"seq": 1, "flow": "main", "version": 2, "element": "ask", "step": "menu", "prompt": "Press 1.", "keys": "1", "outcome": "key1", "error": null}]}""");
        session.answering("/api/calls", 200, () -> """
                {"items": [{"callId": "c-0", "sipCallId": "another", "endedAt": null},
                           {"callId": "c-1", "sipCallId": "%s", "endedAt": "2026-11-23T10:00:00+08:00", "endReason": "completed"}]}""".formatted(sipCallIds.get(0)));
        assertThat(call("call", "555", "--path")).isZero();
        assertThat(session.shown()).contains("Call c-1, ended by completed:", "1  main#ask v2  menu  Press 1.  [1] -> key1");
    }

    @Test void anExpectationThatNothingCanSayIsToldBeforeTheCall() {
        session.answering("/api/speech", 422, "{\"detail\": \"No voice.\", \"remedy\": \"Install one.\"}");
        assertThat(call("call", "12333", "--expect", "words")).isEqualTo(1);
        assertThat(session.shown()).contains("No voice. Install one.").doesNotContain("Answered");
    }
}
