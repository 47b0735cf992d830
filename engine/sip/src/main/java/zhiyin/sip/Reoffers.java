package zhiyin.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.sip.ServerTransaction;
import javax.sip.SipException;

/** Changes and refreshes of a leg's session in both directions: re-INVITE and UPDATE. Used in the leg's mailbox only. */
final class Reoffers {

    private final Leg leg;
    private ServerTransaction asking;
    private SIPRequest askingRequest;
    private Sdp theirOffer;
    /** Our offer in a 200 to a re-INVITE that made none; the ACK brings the answer. */
    private Sdp unanswered;
    private boolean proposing;
    private Sdp next;
    private Future<?> again;

    Reoffers(Leg leg) {
        this.leg = leg;
    }

    // --- theirs

    void incoming(SIPRequest request, ServerTransaction transaction) {
        if (proposing || asking != null) {
            leg.reply(transaction, response(request, 491));
            return;
        }
        if (refusedAsTooShort(request, transaction)) {
            return;
        }
        try {
            weigh(request, transaction, Bodies.sdp(request).orElse(null));
        } catch (SdpException e) {
            leg.reply(transaction, response(request, 488));
        }
    }

    private void weigh(SIPRequest request, ServerTransaction transaction, Sdp offer) {
        asking = transaction;
        askingRequest = request;
        theirOffer = offer;
        if (offer != null && leg.session.unchanged(offer)) {
            acceptAs(leg.session.local());
        } else {
            leg.events.tell(listener -> listener.reoffered(offer));
        }
    }

    void accept(Sdp answer) {
        if (asking != null) {
            acceptAs(leg.session.write(answer));
        }
    }

    private void acceptAs(Sdp ours) {
        SIPResponse response = response(askingRequest, 200);
        leg.node.messages().introduce(response, leg.transport());
        Optional<SessionTerms> terms = SessionTerms.settle(askingRequest, leg.node.settings().sessionTimers(), response);
        Messages.body(response, ours);
        if (theirOffer == null) {
            unanswered = ours;
        } else {
            leg.session.agree(ours, theirOffer);
        }
        answerAsker(response);
        leg.timer.start(terms);
    }

    void reject(int code) {
        if (asking != null) {
            answerAsker(response(askingRequest, code));
        }
    }

    /** The call is over; a re-INVITE still waiting is told so. */
    void abandon() {
        reject(487);
    }

    private void answerAsker(SIPResponse response) {
        ServerTransaction transaction = asking;
        asking = null;
        leg.reply(transaction, response);
    }

    /** The answer to an offer that we made in a 200, if one was open. */
    void acknowledged(SIPRequest ack) {
        if (unanswered == null) {
            return;
        }
        try {
            Sdp offer = unanswered;
            unanswered = null;
            Bodies.sdp(ack).ifPresent(answer -> {
                leg.session.agree(offer, answer);
                leg.events.tell(listener -> listener.acked(answer));
            });
        } catch (SdpException e) {
            leg.endWithBye(new EndCause(EndCause.Kind.REJECTED, 488, "unusable answer: " + e.getMessage()));
        }
    }

    /** An UPDATE refreshes the session; one that would change it is refused, and the far end falls back on a re-INVITE. */
    void update(SIPRequest request, ServerTransaction transaction) {
        if (refusedAsTooShort(request, transaction)) {
            return;
        }
        boolean refresh = Bodies.empty(request) || repeats(request);
        SIPResponse response = response(request, refresh ? 200 : 488);
        if (refresh) {
            leg.node.messages().introduce(response, leg.transport());
            leg.timer.start(SessionTerms.settle(request, leg.node.settings().sessionTimers(), response));
            if (!Bodies.empty(request)) {
                Messages.body(response, leg.session.local());
            }
        }
        leg.reply(transaction, response);
    }

    private boolean repeats(SIPRequest request) {
        try {
            return Bodies.sdp(request).filter(leg.session::unchanged).isPresent();
        } catch (SdpException e) {
            return false;
        }
    }

    private boolean refusedAsTooShort(SIPRequest request, ServerTransaction transaction) {
        SessionTimers timers = leg.node.settings().sessionTimers();
        if (!SessionTerms.tooShort(request, timers)) {
            return false;
        }
        SIPResponse response = response(request, 422);
        response.setHeader(Messages.minSe(timers.minimum().toSeconds()));
        leg.reply(transaction, response);
        return true;
    }

    // --- ours

    /** Sends the offer, or keeps it until the exchange under way is over; a later one replaces it. */
    void propose(Sdp offer) {
        if (proposing || asking != null || !leg.confirmed()) {
            next = offer;
        } else {
            Sdp written = leg.session.write(offer);
            reinvite(written, this::answered);
        }
    }

    /** The call is established: what was proposed before can go out. */
    void ready() {
        if (next != null && !leg.ended()) {
            Sdp offer = next;
            next = null;
            propose(offer);
        }
    }

    void refresh() {
        refresh(leg.node.settings().sessionTimers().minimum().toSeconds());
    }

    private void refresh(long minimum) {
        if (leg.remoteUpdates()) {
            leg.client.send("UPDATE", request -> fill(request, minimum), this::refreshed);
        } else if (!proposing && asking == null) {
            proposing = true;
            leg.client.send("INVITE", request -> {
                fill(request, minimum);
                Messages.body(request, leg.session.local());
            }, this::reinviteRefreshed);
        }
    }

    /** Whoever refreshes goes on doing so, at the interval there is (RFC 4028 section 7.4). */
    private void fill(SIPRequest request, long minimum) {
        leg.node.messages().introduce(request, leg.transport());
        SessionTerms terms = leg.timer.terms().orElseGet(() -> new SessionTerms(leg.node.settings().sessionTimers().expires().toSeconds(), true));
        SessionTerms.propose(request, terms.seconds(), minimum, terms.weRefresh() ? "uac" : "uas");
    }

    private void refreshed(int code, SIPResponse response) {
        if (leg.ended()) {
            return;
        }
        if (code < 300) {
            leg.timer.start(SessionTerms.stated(response));
        } else if (code == 422) {
            refresh(SessionTerms.minimum(response));
        } else if (code == 481 || code == 408) {
            leg.timer.expired();
        } else if (code == 491 || code == 500) {
            again = leg.node.threads().after(collisionDelay(), leg.mailbox, () -> leg.post(this::refresh));
        }
    }

    private void reinviteRefreshed(int code, SIPResponse response) {
        proposing = false;
        if (code < 300 && acknowledge(response)) {
            refreshed(code, response);
        } else if (code >= 300) {
            refreshed(code, response);
        }
        ready();
    }

    private void reinvite(Sdp offer, Answering answering) {
        proposing = true;
        leg.client.send("INVITE", request -> {
            fill(request, leg.node.settings().sessionTimers().minimum().toSeconds());
            Messages.body(request, offer);
        }, (code, response) -> {
            proposing = false;
            answering.reply(offer, code, response);
            ready();
        });
    }

    private interface Answering {
        void reply(Sdp offer, int code, SIPResponse response);
    }

    private void answered(Sdp offer, int code, SIPResponse response) {
        if (code < 300) {
            if (acknowledge(response)) {
                agree(offer, response);
            }
        } else if (!leg.ended()) {
            refused(offer, code);
        }
    }

    private boolean acknowledge(SIPResponse response) {
        try {
            leg.client.ack(leg.dialog(), response.getCSeq().getSeqNumber());
            return true;
        } catch (SipException e) {
            leg.end(new EndCause(EndCause.Kind.TRANSPORT_FAILED, 0, "ACK could not be sent"));
            return false;
        }
    }

    private void agree(Sdp offer, SIPResponse response) {
        try {
            Optional<Sdp> answer = Bodies.sdp(response);
            leg.session.agree(offer, answer.orElse(null));
            leg.timer.start(SessionTerms.stated(response));
            answer.ifPresent(theirs -> tell(listener -> listener.reofferAnswered(theirs)));
        } catch (SdpException e) {
            leg.endWithBye(new EndCause(EndCause.Kind.REJECTED, 488, "unusable answer: " + e.getMessage()));
        }
    }

    private void refused(Sdp offer, int code) {
        if (code == 491) {
            again = leg.node.threads().after(collisionDelay(), leg.mailbox, () -> leg.post(() -> propose(offer)));
        } else if (code == 481 || code == 408) {
            leg.endWithBye(new EndCause(EndCause.Kind.TRANSPORT_FAILED, code, "the far end is gone"));
        } else {
            tell(listener -> listener.reofferRejected(code));
        }
    }

    private void tell(Consumer<LegListener> event) {
        if (!leg.ended()) {
            leg.events.tell(event);
        }
    }

    /** RFC 3261 section 14.1: 2.1 to 4 s for the one who made the Call-ID, up to 2 s for the other. */
    private Duration collisionDelay() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return Duration.ofMillis(leg.ownsCallId() ? random.nextLong(2100, 4001) : random.nextLong(0, 2001));
    }

    void stop() {
        if (again != null) {
            again.cancel(false);
        }
    }

    private SIPResponse response(SIPRequest request, int code) {
        return leg.node.messages().response(request, code);
    }
}
