package zhiyin.call.phone;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
import zhiyin.sip.Accounts;
import zhiyin.sip.EndCause;
import zhiyin.sip.IncomingCall;
import zhiyin.sip.LegListener;
import zhiyin.sip.Sdp;
import zhiyin.sip.SdpException;
import zhiyin.sip.SipEndpoint;
import zhiyin.sip.SipSettings;

/** The other side: answers, plays known clips, notes the keys. A key stops what plays and starts the next clip. */
final class AnsweringMachine implements AutoCloseable {

    final List<String> keys = new CopyOnWriteArrayList<>();
    final List<EndCause> ends = new CopyOnWriteArrayList<>();
    final List<Double> heard = new CopyOnWriteArrayList<>();
    private final MediaEngine media = new MediaEngine(new MediaSettings(InetAddress.getLoopbackAddress(), 33_000, 33_099));
    private final SipEndpoint sip = SipEndpoint.start(SipSettings.on("127.0.0.1", 0), Accounts.NONE, this::incoming);
    private final List<AudioClip> prompts;
    private volatile int refusal;
    private volatile boolean rings;
    private volatile boolean hangsUpAtTheEnd;
    private volatile boolean keysAdvance = true;
    private volatile MediaPort port;
    private volatile IncomingCall call;
    private volatile int next;

    AnsweringMachine(AudioClip... prompts) {
        this.prompts = List.of(prompts);
    }

    AnsweringMachine refusing(int code) {
        refusal = code;
        return this;
    }

    AnsweringMachine onlyRinging() {
        rings = true;
        return this;
    }

    AnsweringMachine hangingUpAtTheEnd() {
        hangsUpAtTheEnd = true;
        return this;
    }

    /** Plays one prompt after the other by itself. */
    AnsweringMachine heedingNoKeys() {
        keysAdvance = false;
        return this;
    }

    int port() {
        return sip.port();
    }

    int legs() {
        return sip.activeLegs();
    }

    private void incoming(IncomingCall incoming) {
        call = incoming;
        incoming.listen(new LegListener() {
            @Override public void acked(Sdp answer) {
                playNext();
            }

            @Override public void ended(EndCause cause) {
                ends.add(cause);
                if (port != null) {
                    port.close();
                }
            }
        });
        if (refusal > 0) {
            incoming.reject(refusal, "No");
        } else if (rings) {
            incoming.ring();
        } else {
            answer(incoming);
        }
    }

    private void answer(IncomingCall incoming) {
        port = media.open(new Keys());
        port.listen((p, frame, nanoTime) -> heard.add(level(frame)));
        Sdp offer = incoming.offer().orElseThrow();
        port.connect(RemoteMedia.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), offer.audio().getPort()), Codec.PCMA, 101));
        try {
            incoming.answer(offer.answer("127.0.0.1", port.localPort()));
        } catch (SdpException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double level(short[] frame) {
        double sum = 0;
        for (short sample : frame) {
            sum += (double) sample * sample;
        }
        return Math.sqrt(sum / frame.length);
    }

    private synchronized void playNext() {
        if (next == prompts.size()) {
            if (hangsUpAtTheEnd) {
                call.hangUp();
            }
            return;
        }
        AudioClip clip = prompts.get(next++);
        port.play(List.of(AudioClip.silence(300), clip), new PlaybackListener() {
            @Override public void ended(Playback playback, PlaybackEnd end, Duration position) {
                if (end == PlaybackEnd.FINISHED && (!keysAdvance || next == prompts.size())) {
                    playNext();
                }
            }
        });
    }

    private final class Keys implements MediaListener {

        @Override public void keyStarted(MediaPort at, char digit, KeySource source, long nanoTime) {
            keys.add(digit + (source == KeySource.RFC4733 ? "" : " in band"));
            if (keysAdvance) {
                at.stopPlayback();
            }
        }

        @Override public void keyEnded(MediaPort at, char digit, KeySource source, long nanoTime, long durationMs) {
            if (keysAdvance) {
                playNext();
            }
        }
    }

    @Override public void close() {
        sip.close();
        media.close();
    }
}
