package zhiyin.spi.dialogue;

/**
 * What passed between the citizen and us.
 *
 * @param said  the texts said, as rendered, in order
 * @param keys  the keys pressed, in order; each key of a secret is {@code •}
 */
public record Transcript(String said, String keys) {

    public static final Transcript EMPTY = new Transcript("", "");
}
