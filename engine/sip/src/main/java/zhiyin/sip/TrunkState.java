package zhiyin.sip;

import java.time.Instant;

/**
 * How a trunk stands.
 *
 * @param since when that was found out; null while it is not known yet
 * @param calls legs over it that have not ended, in both directions
 */
public record TrunkState(Trunk trunk, Reach reach, Instant since, int calls) {

    /** Whether the far end answers. */
    public enum Reach { NOT_KNOWN, REACHABLE, UNREACHABLE }
}
