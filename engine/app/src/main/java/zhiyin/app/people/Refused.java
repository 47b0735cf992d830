package zhiyin.app.people;

/** A change that was not made: why, and what to do, in both languages. */
public final class Refused extends RuntimeException {

    /** Wrong by itself, not to be done at all, against what is there already, or beyond what the person asking may do. */
    public enum Kind { INVALID, IMPOSSIBLE, CONFLICT, BEYOND }

    private static final long serialVersionUID = 1L;

    private final transient Words why;
    private final transient Words remedy;
    private final String place;
    private final Kind kind;

    private Refused(Kind kind, String place, Words why, Words remedy) {
        super(why.en());
        this.place = place;
        this.why = why;
        this.remedy = remedy;
        this.kind = kind;
    }

    /** What was given is wrong by itself. */
    public static Refused invalid(String place, Words why, Words remedy) {
        return new Refused(Kind.INVALID, place, why, remedy);
    }

    /** It is understood, and cannot be done as it is asked. */
    public static Refused impossible(String place, Words why, Words remedy) {
        return new Refused(Kind.IMPOSSIBLE, place, why, remedy);
    }

    /** What is there already stands against it. */
    public static Refused conflict(String place, Words why, Words remedy) {
        return new Refused(Kind.CONFLICT, place, why, remedy);
    }

    /** It is beyond what the person asking may do. */
    public static Refused beyond(String place, Words why, Words remedy) {
        return new Refused(Kind.BEYOND, place, why, remedy);
    }

    /** The field or row it is about. */
    public String place() {
        return place;
    }

    public Words why() {
        return why;
    }

    public Words remedy() {
        return remedy;
    }

    public Kind kind() {
        return kind;
    }
}
