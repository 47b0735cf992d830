package zhiyin.spi.dialogue;

/**
 * A text to be said.
 *
 * @param prompt    the text
 * @param bargeIn   whether any key ends it; the key is kept for the next menu or question
 * @param controls  whether the long-text keys work: {@code *} back to the menu, {@code #} again, 5 pause and resume,
 *                  4 back, 6 forward, unless the {@link KeyTable} says otherwise. With controls, no other key ends it
 */
public record Saying(Prompt prompt, boolean bargeIn, boolean controls) {

    public static Saying of(Prompt prompt) {
        return new Saying(prompt, true, false);
    }
}
