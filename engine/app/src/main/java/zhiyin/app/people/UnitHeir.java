package zhiyin.app.people;

/** Passes what belongs to a unit that is dissolved to the one above it, so that nothing of it is lost. */
public interface UnitHeir {

    /** In the transaction that dissolves the unit. @param unit its id; @param above id of the one above */
    void inherit(String unit, String above);
}
