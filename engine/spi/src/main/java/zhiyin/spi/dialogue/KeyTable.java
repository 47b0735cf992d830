package zhiyin.spi.dialogue;

/**
 * Which key means what where nothing else is drawn. One page for the voice channel, the simulator, the check and the
 * designer; a centre may change every entry.
 *
 * @param back    to the previous menu
 * @param finish  ends an entry or a recording; in a menu it asks for help; in a long text it repeats
 * @param pause   pauses and resumes a long text
 * @param rewind  a few seconds back in a long text
 * @param forward a few seconds on in a long text
 */
public record KeyTable(char back, char finish, char pause, char rewind, char forward) {

    public static final KeyTable STANDARD = new KeyTable('*', '#', '5', '4', '6');

    public KeyTable {
        String all = "" + back + finish + pause + rewind + forward;
        if (all.chars().distinct().count() != all.length()) {
            throw new IllegalArgumentException("Two meanings share one key: " + all);
        }
    }
}
