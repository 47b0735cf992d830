package zhiyin.app.cli;

/** A command cannot be carried out. The message says why and what to do, in both languages. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    /** As in sysexits.h: the command was used wrongly. The small numbers have meanings of their own, see contracts.md. */
    static final int USAGE = 64;
    /** As in sysexits.h: a service is not there. */
    static final int UNAVAILABLE = 69;

    private final String zh;
    private final int code;

    CommandException(int code, String zh, String en) {
        super(en);
        this.zh = zh;
        this.code = code;
    }

    String message(boolean chinese) {
        return chinese ? zh : getMessage();
    }

    int code() {
        return code;
    }

    static CommandException usage(String zh, String en) {
        return new CommandException(USAGE, zh, en);
    }
}
