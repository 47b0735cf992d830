package zhiyin.spi.form;

/** A short text as drawn: {@code zh|en}, or one for both languages. */
public record Label(String zh, String en) {

    public static Label of(String drawn) {
        String[] both = drawn.split("\\|", 2);
        return new Label(both[0].strip(), both[both.length - 1].strip());
    }
}
