package zhiyin.call.phone;

import java.time.Duration;
import zhiyin.spi.simulate.KeyScript;

/**
 * Keys a {@link KeyScript} into a real call. A group waits until a prompt that began after the last key has ended; one with
 * {@code !} waits only until it has begun.
 */
public final class Caller {

    /** How a script came out. */
    public enum Result {
        /** Everything was keyed. */
        DONE,
        /** The other side ended the call first. */
        ENDED,
        /** The prompt to wait for never came, or never ended. */
        NO_PROMPT
    }

    /** Into the prompt by so much, a listener has understood that it is one. */
    private static final Duration INTO_PROMPT = Duration.ofMillis(300);

    private final PhoneCall call;
    private final Duration patience;

    /** @param patience how long to wait for each prompt to begin, or to end */
    public Caller(PhoneCall call, Duration patience) {
        this.call = call;
        this.patience = patience;
    }

    /** Keys the script; waits as it says. */
    public Result follow(KeyScript script) {
        for (KeyScript.Group group : script.groups()) {
            if (!turn(group)) {
                return call.ear().ended() ? Result.ENDED : Result.NO_PROMPT;
            }
            call.ear().forget();
            for (KeyScript.Act act : group.acts()) {
                if (!act(act)) {
                    return Result.ENDED;
                }
            }
        }
        return Result.DONE;
    }

    private boolean turn(KeyScript.Group group) {
        return group.during() ? call.ear().awaitSpeech(patience) && call.ear().pause(INTO_PROMPT) : call.ear().awaitPromptEnd(patience);
    }

    private boolean act(KeyScript.Act act) {
        if (!act.isKey()) {
            return call.pause(act.pause());
        }
        if (call.ear().ended()) {
            return false;
        }
        call.press(act.key());
        return true;
    }
}
