package zhiyin.flow.graph;

import java.util.List;
import zhiyin.spi.StepFailure;

/**
 * What an interpreted call did.
 *
 * @param stops  the steps passed, in order
 * @param reason how it ended, in the words of a live call
 */
public record Walk(List<Stop> stops, String reason) {

    /**
     * One step passed.
     *
     * @param outcome the outcome's name, or the interruption's; null where it failed
     */
    public record Stop(String flow, String element, String step, String said, String keys, String outcome, StepFailure error) { }
}
