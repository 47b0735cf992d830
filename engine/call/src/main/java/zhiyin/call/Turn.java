package zhiyin.call;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledFuture;
import zhiyin.prompt.Spoken;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.AudioSource;
import zhiyin.rtp.PlayOptions;
import zhiyin.rtp.Playback;
import zhiyin.rtp.PlaybackEnd;
import zhiyin.rtp.PlaybackListener;
import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.dialogue.Prompt;

/** One action of a conversation, as a small state machine: begun, then told of keys, silence, ended prompts and hang-up. Mailbox only. */
abstract class Turn<T> {

    private final VoiceDialogue talk;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private ScheduledFuture<?> timer;
    private Playback playback;
    private int saying;
    private boolean givingUp;
    private boolean over;

    Turn(VoiceDialogue talk) {
        this.talk = talk;
    }

    abstract void begin();

    /** A key went down; false leaves it for the next turn. */
    abstract boolean key(char key);

    /** A key that the caller's phone told by INFO, which is not in the media; told besides {@link #key}. */
    void toldByInfo(char key) { }

    /** A prompt begins to play. */
    void playing(Playback prompt) { }

    /** What was played has ended by itself. */
    abstract void heard();

    /** What was to be said cannot be. */
    void couldNotSay(Throwable thrown) {
        fail(thrown);
    }

    /** The time set by {@link #await} has passed. */
    void silence() { }

    /** The caller has gone. */
    void callEnded() {
        interrupt(DialogueInterrupted.Reason.CALL_ENDED);
    }

    /** Something to undo when the turn ends, however it ends. */
    void cleanUp() { }

    final CompletableFuture<T> result() {
        return result;
    }

    final VoiceDialogue talk() {
        return talk;
    }

    final boolean isOver() {
        return over;
    }

    final Playback playback() {
        return playback;
    }

    /** Renders and plays, in place of what plays now; {@link #heard} follows unless a key comes first. */
    final void say(Prompt prompt) {
        hush();
        int mine = ++saying;
        CompletableFuture<Spoken> speech = talk.call().calls().speaker().speech(prompt, talk.language()).toCompletableFuture();
        if (speech.isDone()) {
            rendered(mine, speech);
        } else {
            speech.whenComplete((spoken, thrown) -> talk.call().post(() -> rendered(mine, speech)));
        }
    }

    private void rendered(int mine, CompletableFuture<Spoken> speech) {
        if (over || mine != saying) {
            return;
        }
        try {
            Spoken spoken = speech.join();
            talk.said(spoken.text());
            List<AudioClip> clips = spoken.clips().stream().map(AudioClip::around).toList();
            talk.whenNoKeyIsDown(() -> play(mine, clips));
        } catch (CompletionException e) {
            couldNotSay(e.getCause());
        }
    }

    private void play(int mine, List<AudioClip> clips) {
        if (over || mine != saying) {
            return;
        }
        if (clips.isEmpty()) {
            finishedPlaying(mine);
        } else {
            playback = talk.call().port().play(clips, talk.leadIn(), new Ends(mine));
            playing(playback);
        }
    }

    /** Plays something that is no prompt, such as a beep. */
    final void play(AudioSource source) {
        hush();
        playback = talk.call().port().play(source, PlayOptions.NONE, new Ends(++saying));
    }

    final void play(List<AudioClip> clips) {
        hush();
        play(++saying, clips);
    }

    private void finishedPlaying(int which) {
        if (over || which != saying) {
            return;
        }
        playback = null;
        if (givingUp) {
            interrupt(DialogueInterrupted.Reason.TOO_MANY_FAILURES);
        } else {
            heard();
        }
    }

    /** Stops what plays and the clock. */
    final void hush() {
        saying++;
        if (playback != null) {
            playback.stop();
            playback = null;
        }
        stopWaiting();
    }

    final void await(Duration time) {
        stopWaiting();
        timer = talk.after(time, () -> {
            if (!over && timer != null) {
                timer = null;
                silence();
            }
        });
    }

    final void stopWaiting() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** Says what follows a failed attempt; or, where the call has had too many, goodbye. */
    final void sayAfterFailure(Prompt prompt) {
        talk.dropAhead();
        if (talk.failedTooOften()) {
            giveUp();
        } else {
            say(prompt);
        }
    }

    /** Ends with that result after a last failed attempt; or says goodbye where the call has had too many. */
    final void completeAfterFailure(T value) {
        talk.dropAhead();
        if (talk.failedTooOften()) {
            giveUp();
        } else {
            complete(value);
        }
    }

    private void giveUp() {
        givingUp = true;
        say(CallPrompts.TOO_MANY_FAILURES);
    }

    final boolean isGivingUp() {
        return givingUp;
    }

    final void complete(T value) {
        if (close()) {
            result.complete(value);
        }
    }

    final void fail(Throwable thrown) {
        if (close()) {
            result.completeExceptionally(thrown);
        }
    }

    final void interrupt(DialogueInterrupted.Reason reason) {
        fail(new DialogueInterrupted(reason));
    }

    private boolean close() {
        if (over) {
            return false;
        }
        hush();
        over = true;
        cleanUp();
        talk.over(this);
        return true;
    }

    /** Tells the turn when one playback has ended by itself. */
    private final class Ends implements PlaybackListener {

        private final int which;

        private Ends(int which) {
            this.which = which;
        }

        @Override public void ended(Playback ended, PlaybackEnd end, Duration position) {
            if (end == PlaybackEnd.FINISHED) {
                talk.call().post(() -> finishedPlaying(which));
            }
        }
    }
}
