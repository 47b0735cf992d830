package zhiyin.spi.dialogue;

/**
 * The rules of one visit to a menu: counts silence and wrong keys apart and says what comes next. Pure and single-threaded;
 * time is the channel's business.
 */
public final class MenuRound {

    /** What the channel does next. */
    public enum Next { CHOSEN, WRONG_KEY, SILENCE, HELP, BACK, NO_MATCH, NO_INPUT }

    private final Menu menu;
    private final KeyTable table;
    private int wrongKeys;
    private int silences;

    public MenuRound(Menu menu, KeyTable table) {
        this.menu = menu;
        this.table = table;
    }

    public Next key(char key) {
        if (menu.keys().contains(key)) {
            return Next.CHOSEN;
        }
        if (key == table.back()) {
            return Next.BACK;
        }
        if (key == table.help()) {
            return Next.HELP;
        }
        return ++wrongKeys >= menu.attempts() ? Next.NO_MATCH : Next.WRONG_KEY;
    }

    public Next silence() {
        return ++silences >= menu.attempts() ? Next.NO_INPUT : Next.SILENCE;
    }
}
