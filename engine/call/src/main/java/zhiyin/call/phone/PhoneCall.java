package zhiyin.call.phone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.MediaEngine;
import zhiyin.rtp.MediaListener;
import zhiyin.rtp.MediaPort;
import zhiyin.rtp.PlayOptions;
import zhiyin.rtp.PlaybackListener;
import zhiyin.rtp.RemoteMedia;
import zhiyin.rtp.WavFile;
import zhiyin.sip.Codec;
import zhiyin.sip.EndCause;
import zhiyin.sip.IncomingCall;
import zhiyin.sip.LegListener;
import zhiyin.sip.NoCommonCodecException;
import zhiyin.sip.OutgoingCall;
import zhiyin.sip.Sdp;
import zhiyin.sip.SipEndpoint;
import zhiyin.sip.SipLeg;

/**
 * One call that a {@link Phone} makes or takes. Methods may be called from any thread; those that wait say so. Closing it hangs up and
 * gives its port back; what was heard stays.
 */
public final class PhoneCall implements AutoCloseable {

    private static final Duration KEY = Duration.ofMillis(160);
    /** With the repeated end packets and the gap that the sender keeps: who hung up sooner would cut the key off. */
    private static final Duration KEY_AND_GAP = KEY.plusMillis(140);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final MediaPort port;
    /** What we said of our side last. */
    private volatile Sdp ours;
    private final Ear ear = new Ear();
    private final long dialed = System.nanoTime();
    private final CompletableFuture<Boolean> answered = new CompletableFuture<>();
    private final CompletableFuture<EndCause> ended = new CompletableFuture<>();
    private final List<Press> presses = new ArrayList<>();
    private volatile long answeredNanos;
    private volatile String codec = "";
    private volatile boolean inBand;
    private volatile SipLeg leg;

    private record Press(char key, long nanoTime) { }

    private PhoneCall(MediaPort port) {
        this.port = port;
        port.listen((from, frame, nanoTime) -> ear.hear(frame, nanoTime));
    }

    static PhoneCall dial(SipEndpoint sip, MediaEngine media, String address, String number, String from, Duration ringAtMost) {
        PhoneCall call = new PhoneCall(media.open(MediaListener.NONE));
        call.ours = Sdp.offer(address, call.port.localPort());
        call.leg = sip.call(OutgoingCall.to(number, from, call.ours).ringingAtMost(ringAtMost), call.new Signals());
        return call;
    }

    /** Picks up. @param listen takes who is to hear of the call from now on; @throws IllegalStateException if the caller offers nothing that we could hear */
    static PhoneCall answer(IncomingCall rings, MediaEngine media, String address, Consumer<LegListener> listen) {
        PhoneCall call = new PhoneCall(media.open(MediaListener.NONE));
        call.leg = rings;
        Sdp offer = rings.offer().orElseThrow(() -> new IllegalStateException("The caller offers no session."));
        try {
            call.ours = offer.answer(address, call.port.localPort());
        } catch (NoCommonCodecException e) {
            call.port.close();
            throw new IllegalStateException("There is no codec that both sides know.", e);
        }
        Signals signals = call.new Signals();
        listen.accept(signals);
        rings.answer(call.ours);
        signals.answered(offer);
        return call;
    }

    /** Sends keys as tones in the audio from now on, not as RFC 4733 events. */
    public PhoneCall inBand(boolean on) {
        inBand = on;
        return this;
    }

    /** Waits for the answer. @return false if the call ended without one, or that time passed */
    public boolean awaitAnswer(Duration atMost) {
        return Boolean.TRUE.equals(await(answered, atMost));
    }

    /** Waits for the end. @return why, or null if that time passed first */
    public EndCause awaitEnd(Duration atMost) {
        return await(ended, atMost);
    }

    private static <T> T await(CompletableFuture<T> future, Duration atMost) {
        try {
            return future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Why the call ended: {@code LOCAL_BYE} where we hung up, {@code REMOTE_BYE} where they did; null while it lasts. */
    public EndCause end() {
        return ended.getNow(null);
    }

    public boolean isAnswered() {
        return Boolean.TRUE.equals(answered.getNow(false));
    }

    /** From dialing to the answer. */
    public Duration answeredAfter() {
        return Duration.ofNanos(answeredNanos - dialed);
    }

    /** Name of the agreed codec; empty before the answer. */
    public String codec() {
        return codec;
    }

    public String sipCallId() {
        return leg.sipCallId();
    }

    public Ear ear() {
        return ear;
    }

    /**
     * Presses a key for 160 ms and waits until it is up and the next may follow. What plays at its start counts no more as the
     * prompt to wait for.
     */
    public void press(char key) {
        synchronized (presses) {
            presses.add(new Press(key, System.nanoTime()));
        }
        ear.forget();
        if (inBand) {
            port.sendKeyInBand(key, KEY);
        } else {
            port.sendKey(key, KEY);
        }
        ear.pause(KEY_AND_GAP);
    }

    /** Waits; where the other side is silent, as inside a recording, something audible is said meanwhile. @return false if the call ended */
    public boolean pause(Duration length) {
        boolean speak = !ear.speaking();
        if (speak) {
            port.play(new WaveringTone(length.toMillis() * 8), PlayOptions.NONE, PlaybackListener.NONE);
        }
        return ear.pause(length);
    }

    /** Says that; returns at once. */
    public void say(AudioClip words) {
        port.play(List.of(words), PlaybackListener.NONE);
    }

    /** Every key sent so far. */
    public List<SentKey> keys() {
        synchronized (presses) {
            return presses.stream().map(p -> new SentKey(p.key(), ear.sinceAnswer(p.nanoTime()), ear.stoppedAfter(p.nanoTime()))).toList();
        }
    }

    /** Every prompt heard so far. */
    public List<HeardPrompt> prompts() {
        synchronized (presses) {
            return ear.prompts(presses.stream().map(Press::nanoTime).toList());
        }
    }

    /** Hangs up and waits for the end. */
    public void hangUp() {
        leg.hangUp();
        awaitEnd(GOODBYE);
    }

    /** Writes all that was heard as WAV, 8 kHz, 16 bit. */
    public void write(Path file) throws IOException {
        WavFile.write(file, ear.audio());
    }

    @Override public void close() {
        hangUp();
        finish();
    }

    private void finish() {
        ear.end();
        port.close();
    }

    /** What the other side tells us, on sip threads. */
    private final class Signals implements LegListener {

        @Override public void progress(int code, Sdp earlyMedia) {
            if (earlyMedia != null) {
                connect(earlyMedia);
            }
        }

        @Override public void answered(Sdp remote) {
            answeredNanos = System.nanoTime();
            ear.answered(answeredNanos);
            connect(remote);
            answered.complete(true);
        }

        @Override public void reoffered(Sdp changed) {
            if (changed == null) {
                leg.acceptReoffer(ours);
                return;
            }
            connect(changed);
            try {
                leg.acceptReoffer(changed.answer(ours.audio().getHostString(), port.localPort()));
            } catch (NoCommonCodecException e) {
                leg.rejectReoffer(488);
            }
        }

        private void connect(Sdp remote) {
            Codec voice = remote.voice().orElse(Codec.PCMA);
            InetSocketAddress rtp = remote.audio();
            if (rtp.isUnresolved() || rtp.getPort() == 0 || rtp.getAddress().isAnyLocalAddress()) {
                return;
            }
            codec = voice.name();
            port.connect(new RemoteMedia(rtp, remote.rtcp(), voice.sameEncoding(Codec.PCMU) ? zhiyin.rtp.Codec.PCMU : zhiyin.rtp.Codec.PCMA, voice.payloadType(),
                    remote.telephoneEvent().map(Codec::payloadType).orElse(-1), !remote.hold(), true));
        }

        @Override public void ended(EndCause cause) {
            ended.complete(cause);
            answered.complete(false);
            finish();
        }
    }
}
