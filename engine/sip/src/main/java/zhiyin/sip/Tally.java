package zhiyin.sip;

import java.util.concurrent.atomic.LongAdder;

/** The running counters behind {@link SipCounts}. */
final class Tally {

    final LongAdder invites = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder flooded = new LongAdder();
    final LongAdder full = new LongAdder();
    final LongAdder refused = new LongAdder();

    SipCounts counts() {
        return new SipCounts(invites.sum(), malformed.sum(), flooded.sum(), full.sum(), refused.sum());
    }
}
