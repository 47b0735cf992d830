package zhiyin.call;

import java.util.List;
import zhiyin.spi.dialogue.Prompt;

/** What the voice channel itself says. */
public final class CallPrompts {

    static final Prompt TOO_MANY_FAILURES = Prompt.of("您已多次未能完成操作，请稍后再拨。再见。",
            "There were too many failed attempts. Please call again later. Goodbye.");

    private CallPrompts() { }

    public static List<Prompt> all() {
        return List.of(TOO_MANY_FAILURES);
    }
}
