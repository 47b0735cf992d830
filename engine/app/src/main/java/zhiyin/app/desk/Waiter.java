package zhiyin.app.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import zhiyin.app.record.CallJournal;
import zhiyin.call.Attendance;
import zhiyin.call.CallFacts;
import zhiyin.routing.assign.Contact;
import zhiyin.routing.assign.Demand;
import zhiyin.routing.assign.Waiting;

/** One caller in a queue, or with a person after it; or whoever has a kept place there and is not on the line. Belongs to the thread of {@link LiveQueues}. */
final class Waiter {

    final CallFacts facts;
    final String queue;
    final Contact contact;
    /** Null while nobody is on the line. */
    final Attendance.WaitingCaller caller;
    final Map<String, String> attached;
    Demand demand;
    /** The place it had, or has, without a line; null for a caller who has been on the line all the time. */
    KeptPlace place;
    /** What waits, where it is no caller but a voice message; null otherwise. */
    FloorMessages.Message message;
    /** Not offered before. */
    Instant notBefore = Instant.EPOCH;
    /** Whom it is offered to or was served by; null while it waits. */
    String person;
    Instant offeredAt;
    Instant servedAt;
    Map<String, String> reason;
    /** Why nobody who is there could take it, by language; null where somebody could. */
    Map<String, String> unserved;

    Waiter(CallFacts facts, String queue, ContactWishes.Wished wished, Map<String, String> attached, Attendance.WaitingCaller caller) {
        this.facts = facts;
        this.queue = queue;
        this.contact = wished.contact();
        this.demand = wished.demand();
        this.attached = attached;
        this.caller = caller;
    }

    boolean isWaiting() {
        return person == null;
    }

    boolean isOnLine() {
        return caller != null;
    }

    /** Whether a person may be found for it now: whoever is not on the line must be one whom we may call. */
    boolean isDue(Instant now) {
        return isWaiting() && (message == null ? isOnLine() || place.callable() : !now.isBefore(notBefore));
    }

    /** The same waiting, carried on by another call: queue, time of joining, wishes and whoever it is offered to. */
    Waiter onLine(CallFacts call, Attendance.WaitingCaller line, Map<String, String> more) {
        Waiter waiter = new Waiter(call, queue, new ContactWishes.Wished(contact, demand), attached.isEmpty() ? more : attached, line);
        waiter.place = place;
        waiter.person = person;
        waiter.offeredAt = offeredAt;
        waiter.reason = reason;
        return waiter;
    }

    /** Writes down what came of offering it to a person. @param callId the citizen's call */
    void offered(CallJournal journal, String callId, String outcome, Instant now) {
        journal.offered(callId, person, offeredAt, Duration.between(offeredAt, now), outcome, reason);
    }

    /** The offer came to nothing: it waits on. */
    void declined(CallJournal journal, String callId, String outcome, Instant now) {
        offered(journal, callId, outcome, now);
        person = null;
        offeredAt = null;
    }

    Instant since() {
        return contact.joined();
    }

    Waiting waiting() {
        return new Waiting(facts.callId(), contact.channel(), queue, since(), contact.facts(), demand);
    }
}
