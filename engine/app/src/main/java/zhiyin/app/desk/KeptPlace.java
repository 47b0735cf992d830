package zhiyin.app.desk;

import java.time.Instant;
import java.util.Map;

/**
 * A place in a queue without anybody on the line: whoever has it is called when his turn comes.
 *
 * @param id       stands for it on the floor in place of a callId
 * @param number   whom to call
 * @param dialed   the number that he had called
 * @param joined   since when he waits
 * @param facts    what rules know of him
 * @param attached call-attached data
 * @param fromCall the call in which he waited first; null: he asked otherwise
 * @param callable whether he may be called at this moment
 * @param nextAt   before when he is not called
 */
public record KeptPlace(String id, String number, String dialed, String queue, Instant joined, Map<String, Object> facts, Map<String, String> attached, String fromCall, boolean callable,
                        Instant nextAt) {

    /** The same, until its keeper says again that he may be called. */
    KeptPlace resting() {
        return new KeptPlace(id, number, dialed, queue, joined, facts, attached, fromCall, false, nextAt);
    }

    /** Makes the calls for kept places. Told on the floor's thread; must return at once. */
    public interface Keeper {

        /** A person is free for it. Answered by {@link FloorPlaces#dialing} or {@link FloorPlaces#notCalled}. */
        void turn(String id);

        /** Its owner waits on the line now; nobody is to be called for it any more. */
        void calledAgain(String id);
    }
}
