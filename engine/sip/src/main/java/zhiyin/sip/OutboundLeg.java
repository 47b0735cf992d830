package zhiyin.sip;

import gov.nist.javax.sip.ResponseEventExt;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.SipException;
import javax.sip.header.CallIdHeader;
import javax.sip.header.RSeqHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call that we make. A leg that gave up stays on its transaction: a 200 that comes all the same is ACKed and followed by BYE. */
final class OutboundLeg extends Leg {

    private static final Logger LOG = LoggerFactory.getLogger(OutboundLeg.class);

    /** 64 times T1: how long other branches may go on answering (RFC 3261 section 13.2.2.4). */
    private static final Duration FORKS_ANSWER = Duration.ofSeconds(32);

    private final OutgoingCall call;
    private final Sdp offer;
    private final CallIdHeader callId;
    /** By To tag, the last reliable provisional seen: a retransmission is not news. */
    private final Map<String, Integer> reliable = new HashMap<>();
    /** Others ask for its trunk. */
    private volatile CallRoute route;
    private Invitation invitation;
    private ClientTransaction transaction;
    private Future<?> ringTimer;
    private Sdp early;
    private boolean provisionalSeen;
    private boolean cancelling;
    private boolean retried;
    private boolean answered;

    OutboundLeg(SipNode node, OutgoingCall call, LegListener listener, CallIdHeader callId) {
        super(node, callId.getCallId());
        this.call = call;
        this.callId = callId;
        offer = session.write(call.offer());
        events.listen(listener);
    }

    void start() {
        mailbox.execute(() -> {
            try {
                CallRoute.to(call.target(), node.registrations(), node.trunks()).ifPresentOrElse(this::invite, this::nowhere);
            } catch (SipMistake e) {
                end(new EndCause(EndCause.Kind.UNREACHABLE, 404, e.getMessage()));
            }
        });
    }

    private void nowhere() {
        end(new EndCause(EndCause.Kind.UNREACHABLE, 404, "no route to " + call.target()));
    }

    private void invite(CallRoute found) {
        route = found;
        invitation = new Invitation(node, call, route, callId, offer);
        ringTimer = node.threads().after(call.ringTimeout(), mailbox, () -> giveUp(EndCause.Kind.NO_ANSWER, "nobody answered"));
        send(invitation.write());
    }

    private void send(SIPRequest invite) {
        try {
            provisionalSeen = false;
            transaction = node.provider().getNewClientTransaction(invite);
            transaction.setApplicationData(new Exchange(mailbox, this::response, this::silence));
            transaction.sendRequest();
        } catch (SipException e) {
            LOG.debug("{}: INVITE could not be sent", sipCallId(), e);
            fail(new EndCause(EndCause.Kind.UNREACHABLE, 503, "transport failed"));
        }
    }

    private void silence() {
        fail(new EndCause(EndCause.Kind.UNREACHABLE, 408, "no reply"));
    }

    private void fail(EndCause cause) {
        ringTimer.cancel(false);
        end(cause);
    }

    private void response(ResponseEventExt event) {
        SIPResponse response = (SIPResponse) event.getResponse();
        int code = response.getStatusCode();
        if (code < 200) {
            provisional(event.getDialog(), response);
        } else if (code < 300) {
            success(event.getDialog(), response);
        } else {
            failure(response);
        }
    }

    private void provisional(Dialog branch, SIPResponse response) {
        provisionalSeen = true;
        if (cancelling) {
            cancel();
        } else if (response.getStatusCode() > 100 && !ended() && !answered && acknowledgedOnce(branch, response)) {
            progress(response);
        }
    }

    /** Sends PRACK where the far end wants one. @return false for a repeated response */
    private boolean acknowledgedOnce(Dialog branch, SIPResponse response) {
        if (!(response.getHeader(RSeqHeader.NAME) instanceof RSeqHeader number) || !Headers.requires(response, "100rel")) {
            return true;
        }
        Integer before = reliable.put(response.getToTag(), number.getSequenceNumber());
        if (before != null && before >= number.getSequenceNumber()) {
            return false;
        }
        try {
            client.prack(branch, response);
            return true;
        } catch (SipException e) {
            LOG.debug("{}: PRACK could not be sent", sipCallId(), e);
            return false;
        }
    }

    private void progress(SIPResponse response) {
        Sdp media = null;
        try {
            media = Bodies.sdp(response).orElse(null);
            early = media == null ? early : media;
        } catch (SdpException e) {
            LOG.debug("{}: unusable early media: {}", sipCallId(), e.getMessage());
        }
        Sdp told = media;
        events.tell(listener -> listener.progress(response.getStatusCode(), told));
    }

    private void success(Dialog branch, SIPResponse response) {
        ringTimer.cancel(false);
        try {
            if (answered && branch == dialog()) {
                client.ack(branch, response.getCSeq().getSeqNumber());
            } else if (answered || ended()) {
                client.ack(branch, response.getCSeq().getSeqNumber());
                client.bye(branch);
            } else {
                established(branch, response);
            }
        } catch (SipException e) {
            end(new EndCause(EndCause.Kind.TRANSPORT_FAILED, 0, "ACK could not be sent"));
        }
    }

    private void established(Dialog branch, SIPResponse response) throws SipException {
        answered = true;
        node.legs().remember(this);
        node.threads().after(FORKS_ANSWER, mailbox, () -> node.legs().forget(this));
        enter(branch, route.transport(), route.pin());
        learnFrom(response);
        client.ack(branch, response.getCSeq().getSeqNumber());
        try {
            Sdp remote = Bodies.sdp(response).or(() -> Optional.ofNullable(early)).orElseThrow(() -> new SdpException("no answer"));
            session.agree(offer, remote);
            timer.start(SessionTerms.stated(response));
            events.tell(listener -> listener.answered(remote));
            reoffers.ready();
        } catch (SdpException e) {
            endWithBye(new EndCause(EndCause.Kind.REJECTED, 488, "unusable answer: " + e.getMessage()));
        }
    }

    /** A branch of a forked call that answered too, or our own 200 repeated before we could acknowledge it. */
    void strayAnswer(ResponseEventExt event) {
        mailbox.execute(() -> success(event.getDialog(), (SIPResponse) event.getResponse()));
    }

    private void failure(SIPResponse response) {
        if (!ended() && !retried && invitedAgain(response)) {
            retried = true;
        } else {
            fail(EndCause.ofRefusal(response.getStatusCode(), response.getReasonPhrase()));
        }
    }

    /** Whether the refusal is one that another INVITE can mend. */
    private boolean invitedAgain(SIPResponse response) {
        int code = response.getStatusCode();
        if (code == 422) {
            invitation.lengthen(SessionTerms.minimum(response));
            send(invitation.write());
            return true;
        }
        Optional<SIPRequest> authenticated = code != 401 && code != 407 ? Optional.empty()
                : route.trunk().flatMap(trunk -> DigestClient.answer(invitation.write(), response, trunk));
        authenticated.ifPresent(this::send);
        return authenticated.isPresent();
    }

    @Override
    void hangUpNow() {
        if (answered) {
            endWithBye(new EndCause(EndCause.Kind.LOCAL_BYE, 0, "hung up"));
        } else {
            giveUp(EndCause.Kind.CANCELLED, "given up");
        }
    }

    private void giveUp(EndCause.Kind kind, String reason) {
        if (answered || ended()) {
            return;
        }
        fail(new EndCause(kind, 0, reason));
        cancelling = true;
        if (provisionalSeen) {
            cancel();
        }
    }

    /** Not before a provisional response (RFC 3261 section 9.1): {@link #provisional} sends it then. */
    private void cancel() {
        cancelling = false;
        try {
            SIPRequest cancel = (SIPRequest) transaction.createCancel();
            node.messages().sign(cancel);
            node.provider().getNewClientTransaction(cancel).sendRequest();
        } catch (SipException e) {
            LOG.debug("{}: CANCEL could not be sent", sipCallId(), e);
        }
    }

    @Override
    boolean confirmed() {
        return answered;
    }

    @Override
    Optional<Trunk> trunk() {
        return route == null ? Optional.empty() : route.trunk();
    }

    @Override
    Optional<String> extension() {
        return route != null && route.trunk().isEmpty() ? Optional.of(call.target()) : Optional.empty();
    }

    @Override
    boolean ownsCallId() {
        return true;
    }

    @Override
    void acknowledged(SIPRequest ack) {
        reoffers.acknowledged(ack);
    }

    /** We never send reliable provisionals on a call of our own. */
    @Override
    void provisionalAcknowledged() {
    }
}
