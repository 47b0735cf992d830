package zhiyin.spi.dialogue;

/** How a menu ended: a key, or the attempts used up by silence or by wrong keys. {@code key} is meant for KEY only. */
public record Choice(Kind kind, char key) {

    public enum Kind { KEY, NO_INPUT, NO_MATCH }

    public static Choice of(char key) {
        return new Choice(Kind.KEY, key);
    }
}
