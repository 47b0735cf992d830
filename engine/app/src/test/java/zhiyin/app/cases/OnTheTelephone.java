package zhiyin.app.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.time.Duration;
import zhiyin.call.phone.Caller;
import zhiyin.call.phone.HeardPrompt;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.call.phone.SentKey;
import zhiyin.rtp.AudioClip;

/** Places cases as real calls over SIP and RTP, several at once; each caller hangs up when its script is keyed. */
final class OnTheTelephone {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int AT_ONCE = 32;

    /** A call as it was placed. */
    record Placed(CallCase call, String sipCallId, boolean answered, AudioClip heard, List<HeardPrompt> prompts, List<SentKey> keys) { }

    private final int port;

    OnTheTelephone(int port) {
        this.port = port;
    }

    List<Placed> place(List<CallCase> cases) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try (Phone phone = Phone.to("127.0.0.1", port)) {
            List<Future<Placed>> placed = new ArrayList<>();
            for (CallCase call : cases) {
                placed.add(threads.submit((Callable<Placed>) () -> place(phone, call)));
            }
            List<Placed> done = new ArrayList<>();
            for (Future<Placed> future : placed) {
                done.add(future.get());
            }
            return done;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Placed place(Phone phone, CallCase call) {
        try (PhoneCall live = phone.dial(call.dial(), call.from())) {
            boolean answered = live.awaitAnswer(Duration.ofSeconds(20));
            if (answered && new Caller(live, PATIENCE).follow(call.keys()) == Caller.Result.DONE) {
                awaitLastPrompt(live, call);
            }
            return new Placed(call, live.sipCallId(), answered, live.ear().audio(), live.prompts(), live.keys());
        }
    }

    /** A caller who was told goodbye waits for the other side to hang up; others listen to what their last key brought. */
    private static void awaitLastPrompt(PhoneCall live, CallCase call) {
        if (call.ends().equals("callerHungUp")) {
            if (!call.script().matches(".*w[0-9.]+")) {
                live.ear().awaitSilence(Duration.ofSeconds(2), Duration.ofSeconds(60));
            }
        } else {
            live.awaitEnd(Duration.ofSeconds(60));
        }
    }
}
