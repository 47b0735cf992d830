package zhiyin.app.desk;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a person asked of the floor cannot be: not signed in, the extension is somebody else's, its phone is not registered, a call is in the way. */
public final class NotSignedInException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> text;

    public NotSignedInException(String zh, String en) {
        super(en);
        text = Map.of("zh", zh, "en", en);
    }

    /** Somebody else sits there. @param name of whoever does */
    public static NotSignedInException inUse(String extension, String name) {
        return new NotSignedInException("分机 " + extension + " 正由 " + name + " 使用。请换一个分机，或请对方签出。",
                "Extension " + extension + " is in use by " + name + ". Take another, or ask that person to sign out.");
    }

    public static NotSignedInException duringCall() {
        return new NotSignedInException("通话中不能换分机。", "You cannot change your extension during a call.");
    }

    /** An answer that fails with it. */
    static <T> CompletionStage<T> stage(String zh, String en) {
        return CompletableFuture.failedStage(new NotSignedInException(zh, en));
    }

    /** Why, and the way out, by language. */
    public Map<String, String> text() {
        return text;
    }
}
