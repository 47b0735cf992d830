package zhiyin.spi;

/** A failure that says its category, where it happened and the way out, each a clear sentence for the person who mends it. */
public final class StepFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Category category;
    private final String place;
    private final String remedy;

    public StepFailure(Category category, String message, String place, String remedy) {
        this(category, message, place, remedy, null);
    }

    public StepFailure(Category category, String message, String place, String remedy, Throwable cause) {
        super(message, cause);
        this.category = category;
        this.place = place;
        this.remedy = remedy;
    }

    public Category category() {
        return category;
    }

    /** Where: a file, a flow's element, a connector. */
    public String place() {
        return place;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }

    /** The failure inside {@code thrown}, or {@code thrown} itself as an INTERNAL one. */
    public static StepFailure of(Throwable thrown, String place) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof StepFailure failure) {
                return failure;
            }
        }
        return new StepFailure(Category.INTERNAL, String.valueOf(thrown), place, "See the log under the same callId.", thrown);
    }
}
