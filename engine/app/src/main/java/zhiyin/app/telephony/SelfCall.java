package zhiyin.app.telephony;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import zhiyin.rtp.Codec;
import zhiyin.rtp.MediaListener;
import zhiyin.rtp.MediaPort;
import zhiyin.rtp.RemoteMedia;
import zhiyin.sip.Accounts;
import zhiyin.sip.EndCause;
import zhiyin.sip.LegListener;
import zhiyin.sip.OutgoingCall;
import zhiyin.sip.Sdp;
import zhiyin.sip.SipEndpoint;
import zhiyin.sip.SipLeg;
import zhiyin.sip.SipSettings;
import zhiyin.sip.Trunk;

/** Calls ourselves through the real SIP port every ten seconds and listens whether audio comes. */
@Component
public class SelfCall implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SelfCall.class);
    private static final long EVERY_MS = 10_000;
    private static final int ENOUGH_PACKETS = 10;

    private final Telephony telephony;
    private volatile Instant lastGood = Instant.EPOCH;
    private volatile String lastProblem = "not tried yet";
    private volatile boolean running;
    private Thread thread;
    private SipEndpoint caller;

    SelfCall(Telephony telephony) {
        this.telephony = telephony;
    }

    /** When a call last came through with audio. */
    public Instant lastGood() {
        return lastGood;
    }

    /** What went wrong the last time; empty if nothing did. */
    public String lastProblem() {
        return lastProblem;
    }

    @Override public synchronized void start() {
        caller = SipEndpoint.start(SipSettings.on("127.0.0.1", 0).withTrunks(Trunk.to("self", "127.0.0.1", telephony.port())), Accounts.NONE, call -> call.reject(404, "Not Found"));
        running = true;
        thread = new Thread(this::work, "self-call");
        thread.setDaemon(true);
        thread.start();
    }

    private void work() {
        while (running) {
            try {
                lastProblem = once();
                if (lastProblem.isEmpty()) {
                    lastGood = Instant.now();
                } else {
                    LOG.warn("The hotline did not answer its own call: {}", lastProblem);
                }
                Thread.sleep(EVERY_MS);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                lastProblem = e.toString();
            }
        }
    }

    private String once() throws InterruptedException {
        try (MediaPort port = telephony.media().open(MediaListener.NONE)) {
            Story story = new Story(port);
            SipLeg leg = caller.call(OutgoingCall.to("health", "health", Sdp.offer("127.0.0.1", port.localPort())).ringingAtMost(Duration.ofSeconds(5))
                    .withHeaders(Map.of(SipSettings.HEALTH_HEADER, telephony.healthToken())), story);
            story.ended.await(8, TimeUnit.SECONDS);
            leg.hangUp();
            long packets = port.statistics().packetsReceived();
            return packets >= ENOUGH_PACKETS ? "" : story.answered ? "answered, but only " + packets + " packets of audio came" : "not answered: " + story.cause;
        }
    }

    /** One call of ours: answered, listened to, ended by the other side after its prompt. */
    private static final class Story implements LegListener {

        private final MediaPort port;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean answered;
        private volatile EndCause cause;

        private Story(MediaPort port) {
            this.port = port;
        }

        @Override public void answered(Sdp remote) {
            answered = true;
            port.connect(RemoteMedia.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), remote.audio().getPort()),
                    remote.voice().filter(v -> v.payloadType() == 0).isPresent() ? Codec.PCMU : Codec.PCMA, -1));
        }

        @Override public void ended(EndCause why) {
            cause = why;
            ended.countDown();
        }
    }

    @Override public synchronized void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
            caller.close();
            thread = null;
        }
    }

    @Override public boolean isRunning() {
        return running;
    }

    @Override public int getPhase() {
        return Integer.MAX_VALUE - 50;
    }
}
