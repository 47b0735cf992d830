package zhiyin.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.sip.ServerTransaction;

/** A call that somebody makes to us. */
final class InboundLeg extends Leg implements IncomingCall {

    /** 63 times T1: just before the stack gives up the dialog (64 times, RFC 3261 section 13.3.1.4) and could send no BYE in it. */
    private static final Duration ACK_PATIENCE = Duration.ofMillis(63 * 500);

    private final SIPRequest invite;
    private final ServerTransaction transaction;
    private final CallSource source;
    private final Sdp offer;
    private final boolean healthCall;
    private final Provisionals provisionals;
    private State state = State.RINGING;
    /** What we sent as early media: the 200 must repeat it. */
    private Sdp early;
    private Future<?> ackTimer;
    /** The offer in our 200, where the caller made none. */
    private Sdp ourOffer;

    private enum State { RINGING, ANSWERED, CONFIRMED }

    /** @param offer null if the caller made none */
    InboundLeg(SipNode node, SIPRequest invite, ServerTransaction transaction, CallSource source, Sdp offer, boolean healthCall) {
        super(node, invite.getCallId().getCallId());
        this.invite = invite;
        this.transaction = transaction;
        this.source = source;
        this.offer = offer;
        this.healthCall = healthCall;
        provisionals = new Provisionals(this, invite, transaction);
        enter(transaction.getDialog(), source.transport(), Pins.backTo(source, invite));
        learnFrom(invite);
    }

    @Override
    public void listen(LegListener listener) {
        mailbox.execute(() -> events.listen(listener));
    }

    @Override
    public String caller() {
        return Headers.caller(invite, source);
    }

    @Override
    public String dialed() {
        return Headers.user(invite.getRequestURI());
    }

    @Override
    public String to() {
        return Headers.user(invite.getTo().getAddress().getURI());
    }

    @Override
    public CallSource source() {
        return source;
    }

    @Override
    public Optional<Sdp> offer() {
        return Optional.ofNullable(offer);
    }

    @Override
    public Optional<String> header(String name) {
        return Headers.first(invite, name);
    }

    @Override
    public boolean healthCall() {
        return healthCall;
    }

    @Override
    public void ring() {
        postRinging(provisionals::ringing);
    }

    /** Without an offer there is nothing that early media could answer: the caller then hears ringing. */
    @Override
    public void progress(Sdp answer) {
        postRinging(() -> {
            if (offer == null) {
                provisionals.ringing();
            } else {
                early = early == null ? session.write(answer) : early;
                provisionals.earlyMedia(early);
            }
        });
    }

    @Override
    public void answer(Sdp ours) {
        postRinging(() -> provisionals.inTurn(() -> whileRinging(() -> answerNow(ours))));
    }

    @Override
    public void reject(int code, String reason, Duration retryAfter) {
        postRinging(() -> refuse(code, reason, retryAfter, new EndCause(EndCause.Kind.REJECTED, code, reason)));
    }

    private void postRinging(Runnable task) {
        post(() -> whileRinging(task));
    }

    private void whileRinging(Runnable task) {
        if (state == State.RINGING && !ended()) {
            task.run();
        }
    }

    private void answerNow(Sdp ours) {
        Sdp written = early != null ? early : session.write(ours);
        SIPResponse response = node.messages().response(invite, 200);
        node.messages().introduce(response, transport());
        timer.start(SessionTerms.settle(invite, node.settings().sessionTimers(), response));
        Messages.body(response, written);
        state = State.ANSWERED;
        agree(written);
        ackTimer = node.threads().after(ACK_PATIENCE, mailbox, this::unacknowledged);
        reply(transaction, response);
    }

    private void unacknowledged() {
        client.bye(dialog());
        end(new EndCause(EndCause.Kind.NO_ACK, 0, "no ACK"));
    }

    private void agree(Sdp written) {
        if (offer == null) {
            ourOffer = written;
        } else {
            session.agree(written, offer);
        }
    }

    /** The caller gave up. */
    void cancelled() {
        postRinging(() -> refuse(487, null, null, new EndCause(EndCause.Kind.CANCELLED, 487, "cancelled")));
    }

    /** The application could not take the call. */
    void failed() {
        postRinging(() -> refuse(500, null, null, new EndCause(EndCause.Kind.REJECTED, 500, "internal error")));
    }

    private void refuse(int code, String reason, Duration retryAfter, EndCause cause) {
        SIPResponse response = node.messages().response(invite, code);
        if (reason != null) {
            Messages.built(() -> {
                response.setReasonPhrase(reason);
                return response;
            });
        }
        if (retryAfter != null) {
            Messages.retryAfter(response, retryAfter);
        }
        reply(transaction, response);
        end(cause);
    }

    /** Between our 200 and its ACK no BYE may be sent (RFC 3261 section 15): {@link #acknowledged} sends it. */
    @Override
    void hangUpNow() {
        EndCause cause = new EndCause(EndCause.Kind.LOCAL_BYE, 0, "hung up");
        switch (state) {
            case RINGING -> refuse(480, null, null, new EndCause(EndCause.Kind.REJECTED, 480, "hung up"));
            case ANSWERED -> end(cause);
            case CONFIRMED -> endWithBye(cause);
        }
    }

    @Override
    void acknowledged(SIPRequest ack) {
        if (state == State.RINGING) {
            return;
        }
        boolean first = state == State.ANSWERED;
        ackTimer.cancel(false);
        state = State.CONFIRMED;
        if (ended()) {
            client.bye(dialog());
        } else if (first) {
            establish(ack);
        } else {
            reoffers.acknowledged(ack);
        }
    }

    private void establish(SIPRequest ack) {
        try {
            Sdp answer = ourOffer == null ? null : Bodies.sdp(ack).orElseThrow(() -> new SdpException("no answer"));
            if (answer != null) {
                session.agree(ourOffer, answer);
            }
            events.tell(listener -> listener.acked(answer));
            reoffers.ready();
        } catch (SdpException e) {
            endWithBye(new EndCause(EndCause.Kind.REJECTED, 488, "unusable answer: " + e.getMessage()));
        }
    }

    @Override
    void provisionalAcknowledged() {
        provisionals.acknowledged();
    }

    @Override
    boolean confirmed() {
        return state == State.CONFIRMED;
    }

    @Override
    Optional<Trunk> trunk() {
        return source.kind() == CallSource.Kind.TRUNK ? node.trunks().byId(source.name()) : Optional.empty();
    }

    @Override
    Optional<String> extension() {
        return source.kind() == CallSource.Kind.EXTENSION ? Optional.of(source.name()) : Optional.empty();
    }

    @Override
    boolean ownsCallId() {
        return false;
    }
}
