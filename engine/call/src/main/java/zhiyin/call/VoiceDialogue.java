package zhiyin.call;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import zhiyin.rtp.PlayOptions;
import zhiyin.spi.Category;
import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.StepFailure;
import zhiyin.spi.dialogue.Choice;
import zhiyin.spi.dialogue.Dialogue;
import zhiyin.spi.dialogue.Entry;
import zhiyin.spi.dialogue.Menu;
import zhiyin.spi.dialogue.Question;
import zhiyin.spi.dialogue.Queued;
import zhiyin.spi.dialogue.Queueing;
import zhiyin.spi.dialogue.Recorded;
import zhiyin.spi.dialogue.Recording;
import zhiyin.spi.dialogue.Saying;
import zhiyin.spi.dialogue.Transcript;
import zhiyin.spi.dialogue.Transfer;
import zhiyin.spi.dialogue.Transferred;

/**
 * The conversation on voice: one {@link Turn} at a time gets the keys, the timers and the ends of prompts. Keys that no turn
 * has asked for are kept for the next one that does (dial-ahead). All state belongs to the call's mailbox; the public methods
 * may be called from anywhere and post there.
 */
final class VoiceDialogue implements Dialogue {

    /** A {@code #} this soon after an entry that ended by its length is the habit of ending entries, not a new key. */
    private static final long HASH_BELONGS_NANOS = 2_000_000_000L;
    private static final Duration TONE_TAIL = Duration.ofMillis(300);

    private final Call call;
    private final Duration leadIn;
    private final KeyGate gate = new KeyGate();
    private final Deque<Character> ahead = new ArrayDeque<>();
    private final StringBuilder said = new StringBuilder();
    private final StringBuilder keyed = new StringBuilder();
    private volatile String language;
    private Turn<?> turn;
    /** Steps aside while other turns talk with the caller; null where none does. */
    private QueueTurn aside;
    private Runnable whenKeyUp;
    private long hashBelongsUntil = Long.MIN_VALUE;
    private boolean secret;
    private int failures;
    private int recordings;

    VoiceDialogue(Call call, String language, Duration leadIn) {
        this.call = call;
        this.language = language;
        this.leadIn = leadIn;
    }

    @Override public CompletionStage<Void> say(Saying saying) {
        return take(new SayTurn(this, saying));
    }

    @Override public CompletionStage<Choice> choose(Menu menu) {
        return take(new MenuTurn(this, menu));
    }

    @Override public CompletionStage<Entry> collect(Question question) {
        return take(new CollectTurn(this, question));
    }

    @Override public CompletionStage<Recorded> record(Recording recording) {
        return take(new RecordTurn(this, recording));
    }

    @Override public CompletionStage<Void> replay(String recordingId) {
        return take(new ReplayTurn(this, recordingId));
    }

    @Override public CompletionStage<Transferred> transfer(Transfer transfer) {
        return take(new TransferTurn(this, transfer));
    }

    @Override public CompletionStage<Queued> queue(Queueing queueing) {
        return take(new QueueTurn(this, queueing));
    }

    @Override public void speak(String newLanguage) {
        language = newLanguage;
    }

    @Override public Transcript transcript() {
        synchronized (said) {
            Transcript transcript = new Transcript(said.toString(), keyed.toString());
            said.setLength(0);
            keyed.setLength(0);
            return transcript;
        }
    }

    <T> CompletionStage<T> take(Turn<T> next) {
        call.post(() -> begin(next));
        return next.result();
    }

    private void begin(Turn<?> next) {
        if (call.isEnded()) {
            next.interrupt(DialogueInterrupted.Reason.CALL_ENDED);
        } else if (turn != null) {
            next.fail(new StepFailure(Category.CONFIG, "Two conversation actions at once.", call.facts().callId(),
                    "A step must wait for one action before it begins the next."));
        } else {
            turn = next;
            next.begin();
        }
    }

    /** The turn under way is over. */
    void over(Turn<?> finished) {
        if (turn == finished) {
            turn = null;
            whenKeyUp = null;
        }
    }

    Optional<Conversation> conversation() {
        return turn instanceof PartyTurn<?> parties ? Optional.ofNullable(parties.conversation()) : Optional.empty();
    }

    Optional<SecondLeg> handOver() {
        return turn instanceof PartyTurn<?> parties ? parties.handOver() : Optional.empty();
    }

    void callEnded() {
        if (turn != null) {
            turn.callEnded();
        }
        if (aside != null) {
            aside.callEnded();
        }
    }

    /** Whether a person talks with the caller, who may step aside. */
    boolean stepAside(boolean stays) {
        if (aside != null || !(turn instanceof QueueTurn talking) || !talking.mayStepAside()) {
            return false;
        }
        aside = talking;
        turn = null;
        dropAhead();
        talking.stepAside(stays);
        return true;
    }

    /** What talked with the caller meanwhile is over. */
    void stepBack(boolean wanted) {
        QueueTurn back = aside;
        aside = null;
        if (back != null && !back.isOver()) {
            turn = back;
            back.stepBack(wanted);
        }
    }

    void keyDown(char key, KeyGate.Source source, long nanos) {
        if (!gate.opens(key, source, nanos)) {
            return;
        }
        boolean belongs = key == call.calls().settings().keys().finish() && nanos < hashBelongsUntil;
        hashBelongsUntil = Long.MIN_VALUE;
        if (belongs) {
            return;
        }
        if (source == KeyGate.Source.INFO && turn != null) {
            turn.toldByInfo(key);
        }
        if (turn == null || !turn.key(key)) {
            ahead.add(key);
        }
    }

    void keyUp(char key, KeyGate.Source source, long nanos) {
        if (gate.closes(key, source, nanos) && whenKeyUp != null) {
            Runnable waiting = whenKeyUp;
            whenKeyUp = null;
            waiting.run();
        }
    }

    void referProgress(int code) {
        if (turn instanceof TransferTurn transfer) {
            transfer.referProgress(code);
        }
    }

    /** Runs now, or when the key that is down comes up: nobody hears a syllable with the phone away from the ear. */
    void whenNoKeyIsDown(Runnable work) {
        if (gate.isHeld()) {
            whenKeyUp = work;
        } else {
            work.run();
        }
    }

    /** What is left of the lead-in after the last key's end. */
    PlayOptions leadIn() {
        if (!gate.everPressed()) {
            return PlayOptions.NONE;
        }
        long sinceKey = System.nanoTime() - gate.end();
        return new PlayOptions(Duration.ofNanos(Math.max(0, leadIn.toNanos() - sinceKey)));
    }

    /** The next key dialed ahead, or null. */
    Character ahead() {
        return ahead.poll();
    }

    boolean hasAhead() {
        return !ahead.isEmpty();
    }

    void keepForNext(char key) {
        ahead.add(key);
    }

    /** After a mistake, what was dialed ahead was meant for a different place. */
    void dropAhead() {
        ahead.clear();
    }

    void expectBelatedHash() {
        hashBelongsUntil = System.nanoTime() + HASH_BELONGS_NANOS;
    }

    /** Counts a failed attempt; true once the call has had too many. */
    boolean failedTooOften() {
        return ++failures >= call.calls().settings().maxFailures();
    }

    /** From now on nothing the caller keys is recorded or sent on. */
    void beginSecret() {
        secret = true;
        call.port().silenceInbound(true);
    }

    /** The secret is in; what is left of its last tone still has to pass unheard. */
    void endSecret() {
        secret = false;
        after(TONE_TAIL, () -> {
            if (!secret && !gate.isHeld()) {
                call.port().silenceInbound(false);
            } else if (!secret) {
                endSecret();
            }
        });
    }

    String nextRecording() {
        String day = java.time.LocalDate.now(call.calls().clock()).toString().replace("-", "");
        return day + "/" + call.facts().callId() + "-" + ++recordings + ".wav";
    }

    void said(String text) {
        synchronized (said) {
            said.append(said.isEmpty() || text.isEmpty() ? "" : " / ").append(text);
        }
    }

    void keyed(char key, boolean isSecret) {
        synchronized (said) {
            keyed.append(isSecret && Character.isDigit(key) ? '•' : key);
        }
    }

    /** Runs work on the mailbox after that time. */
    ScheduledFuture<?> after(Duration time, Runnable work) {
        return call.calls().timers().schedule(() -> call.post(work), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs blocking work on the disk threads and hands what comes of it back to the mailbox. */
    <R> void onDisk(java.util.concurrent.Callable<R> work, java.util.function.BiConsumer<R, Throwable> then) {
        CompletableFuture.supplyAsync(() -> {
            try {
                return work.call();
            } catch (Exception e) {
                throw new java.util.concurrent.CompletionException(e);
            }
        }, call.calls().disk()).whenComplete((r, t) -> call.post(() -> then.accept(r, t)));
    }

    Call call() {
        return call;
    }

    String language() {
        return language;
    }
}
