package zhiyin.spi.dialogue;

/**
 * The rules of one visit to a question: gathers keys, tells data from control keys, counts silence and refused entries
 * apart. Pure and single-threaded; time is the channel's business.
 */
public final class EntryRound {

    /** What the channel does next. */
    public enum Next { MORE, COMPLETE, REFUSED, SILENCE, BACK, PERSON, NO_MATCH, NO_INPUT }

    private final Question question;
    private final KeyTable table;
    private final StringBuilder keyed = new StringBuilder();
    private int refusals;
    private int silences;
    private EntryRule.Verdict verdict;

    public EntryRound(Question question, KeyTable table) {
        this.question = question;
        this.table = table;
    }

    public Next key(char key) {
        boolean data = Character.isDigit(key) || key == '*' && question.rule().takesStar(keyed.toString());
        if (!data && key == table.finish()) {
            return keyed.isEmpty() ? silence() : finish();
        }
        if (!data && key == table.back()) {
            return Next.BACK;
        }
        keyed.append(key);
        return question.rule().isFull(keyed.toString()) ? finish() : Next.MORE;
    }

    /** No further key came in time: judges what there is, or counts silence where there is nothing. */
    public Next timeout() {
        return keyed.isEmpty() ? silence() : finish();
    }

    /** Whether a key has come since the question was last asked: then the shorter wait between keys holds. */
    public boolean begun() {
        return !keyed.isEmpty();
    }

    /** The judged value after COMPLETE. */
    public Object value() {
        return verdict.value();
    }

    /** What to tell the citizen after REFUSED. */
    public Prompt refusal() {
        return verdict.refusal();
    }

    private Next silence() {
        return ++silences >= question.attempts() ? Next.NO_INPUT : Next.SILENCE;
    }

    private Next finish() {
        String keys = keyed.toString();
        keyed.setLength(0);
        if (question.personKey() && keys.equals("0")) {
            return Next.PERSON;
        }
        verdict = question.rule().judge(keys);
        if (verdict.accepted()) {
            return Next.COMPLETE;
        }
        return ++refusals >= question.attempts() ? Next.NO_MATCH : Next.REFUSED;
    }
}
