package zhiyin.call;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** The conversation under way in a call as its people shape it: who joins it, who leaves it, who is muted. */
public final class Conference {

    private final Call call;

    Conference(Call call) {
        this.call = call;
    }

    /**
     * Rings a further party (ACC-11), which all others hear once it answers; {@link CallOwner#guest} tells what comes of it.
     *
     * @return false where nobody talks, a transfer is under way, that number is there already, or there are enough
     */
    public CompletionStage<Boolean> invite(String number, Duration ring) {
        return with(conversation -> conversation.invite(number, ring));
    }

    /** Takes a further party out. @return whether it was there */
    public CompletionStage<Boolean> dismiss(String number) {
        return with(conversation -> conversation.guests().dismiss(number));
    }

    /**
     * Rings a supervisor's phone, which then takes part in that way; one that is there already changes to it. {@link CallOwner#supervised} tells what comes of it.
     *
     * @param of number of the phone whose conversation it is to be
     * @return false where nobody talks, a transfer is under way, or that phone cannot be rung or is in the conversation otherwise
     */
    public CompletionStage<Boolean> supervise(String number, String of, SupervisorMode mode, Duration ring) {
        return with(conversation -> conversation.supervise(number, of, mode, ring));
    }

    /** Takes a supervisor's phone out. @return whether it was there */
    public CompletionStage<Boolean> dismissSupervisor(String number) {
        return with(conversation -> conversation.supervisors().dismiss(number));
    }

    /** A supervisor who is there talks with the caller from now on, and the agent is out (强拆). @return false where he is not there, a transfer is under way, or the agent's phone is the call's first */
    public CompletionStage<Boolean> takeOver(String number) {
        return with(conversation -> conversation.takeOver(number));
    }

    /**
     * Whether the others hear that phone (AGT-09, AGT-10).
     *
     * @param number of the party or a further one; any other is the call's first phone
     * @return whether anybody talks
     */
    public CompletionStage<Boolean> mute(String number, boolean muted) {
        return with(conversation -> conversation.mute(number, muted));
    }

    private CompletionStage<Boolean> with(Predicate<Conversation> work) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        call.post(() -> done.complete(call.conversation().filter(work).isPresent()));
        return done;
    }
}
