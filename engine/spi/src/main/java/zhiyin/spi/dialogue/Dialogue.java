package zhiyin.spi.dialogue;

import java.util.concurrent.CompletionStage;

/**
 * Talks with the citizen. One action runs at a time; a second one while the first runs fails with CONFIG. Every stage may
 * fail with {@link zhiyin.spi.DialogueInterrupted} (back, hang-up, too many failures) or a
 * {@link zhiyin.spi.StepFailure} of category MEDIA or CONFIG.
 */
public interface Dialogue {

    /** Says a text; completes when it was heard to its end or cut by a key. */
    CompletionStage<Void> say(Saying saying);

    /** Reads a menu and waits for one of its keys, with re-prompts inside. */
    CompletionStage<Choice> choose(Menu menu);

    /** Asks for keyed digits, with re-prompts inside. */
    CompletionStage<Entry> collect(Question question);

    /** Beeps and records the citizen. A recording of at least one second survives a hang-up, and then completes normally. */
    CompletionStage<Recorded> record(Recording recording);

    /** Plays a recording made earlier in this call; completes at its end or at the first key, which is dropped. */
    CompletionStage<Void> replay(String recordingId);

    /** Joins the citizen with another party; completes when that party is gone or could not be reached. */
    CompletionStage<Transferred> transfer(Transfer transfer);

    /** Waits in a queue until a person answers, with music and comfort prompts; completes when that person is gone, or the waiting ended otherwise. */
    CompletionStage<Queued> queue(Queueing queueing);

    /** The language spoken from now on: {@code zh} or {@code en}. */
    void speak(String language);

    /** What was said and keyed since this was last asked; secrets are shown as dots. */
    Transcript transcript();
}
