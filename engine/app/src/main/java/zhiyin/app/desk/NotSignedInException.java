package zhiyin.app.desk;

import java.util.Map;

/** What a person asked of the floor cannot be: not signed in, the extension is somebody else's, its phone is not registered, a call is in the way. */
public final class NotSignedInException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> text;

    NotSignedInException(String zh, String en) {
        super(en);
        text = Map.of("zh", zh, "en", en);
    }

    /** Why, and the way out, by language. */
    public Map<String, String> text() {
        return text;
    }
}
