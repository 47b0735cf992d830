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

    /** An answer that fails with it. */
    static <T> CompletionStage<T> stage(String zh, String en) {
        return CompletableFuture.failedStage(new NotSignedInException(zh, en));
    }

    /** Why, and the way out, by language. */
    public Map<String, String> text() {
        return text;
    }
}
