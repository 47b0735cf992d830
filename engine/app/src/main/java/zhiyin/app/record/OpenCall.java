package zhiyin.app.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the writer remembers of a call until its row is closed. */
final class OpenCall {

    /** One flow passed, for the content log. */
    record Passed(String flow, Instant from, Instant to) { }

    final String callId;
    final String date;
    final int assn;
    final String pn;
    final List<Passed> passed = new ArrayList<>();
    int seq;
    /** Whether a person had it, who may have written down what was asked. */
    boolean served;

    OpenCall(String callId, String date, int assn, String pn) {
        this.callId = callId;
        this.date = date;
        this.assn = assn;
        this.pn = pn;
    }

    /** The same as it is now: a batch that fails must not have changed what the next attempt begins with. */
    OpenCall copy() {
        OpenCall copy = new OpenCall(callId, date, assn, pn);
        copy.passed.addAll(passed);
        copy.seq = seq;
        copy.served = served;
        return copy;
    }

    /** A step of that flow ran; consecutive steps of one flow are one passage. */
    void pass(String flow, Instant from, Instant to) {
        Passed last = passed.isEmpty() ? null : passed.get(passed.size() - 1);
        if (last != null && last.flow().equals(flow)) {
            passed.set(passed.size() - 1, new Passed(flow, last.from(), to));
        } else {
            passed.add(new Passed(flow, from, to));
        }
    }

    /** The content events: each called flow, or the flow itself where it called none. */
    List<Passed> contents() {
        String entry = passed.isEmpty() ? "" : passed.get(0).flow();
        List<Passed> called = passed.stream().filter(p -> !p.flow().equals(entry)).toList();
        return called.isEmpty() && !passed.isEmpty() ? List.of(new Passed(entry, passed.get(0).from(), passed.get(passed.size() - 1).to())) : called;
    }
}
