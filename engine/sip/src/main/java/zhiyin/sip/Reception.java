package zhiyin.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks a new INVITE over and makes a leg of it, or refuses it before the application is troubled. */
final class Reception {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final SipNode node;

    Reception(SipNode node) {
        this.node = node;
    }

    /** Whether the INVITE is our own health call: from loopback, with the token that only we know. */
    static boolean healthCall(SipNode node, SIPRequest invite) {
        String token = node.settings().limits().healthToken();
        return token != null && invite.getPeerPacketSourceAddress().isLoopbackAddress()
                && Headers.first(invite, SipSettings.HEALTH_HEADER).filter(token::equals).isPresent();
    }

    void invite(SIPRequest invite) throws SipException {
        Optional<SIPResponse> refusal = refusal(invite);
        if (refusal.isPresent()) {
            node.provider().sendResponse(refusal.get());
            return;
        }
        try {
            admit(invite, Bodies.sdp(invite).orElse(null));
        } catch (SdpException e) {
            node.tally().malformed.increment();
            LOG.debug("{}: unusable offer: {}", invite.getCallId().getCallId(), e.getMessage());
            node.provider().sendResponse(node.messages().response(invite, 488));
        }
    }

    private Optional<SIPResponse> refusal(SIPRequest invite) {
        if (!(invite.getRequestURI() instanceof SipURI) && !(invite.getRequestURI() instanceof TelURL)) {
            return Optional.of(node.messages().response(invite, 416));
        }
        if (invite.getContactHeader() == null) {
            return Optional.of(node.messages().response(invite, 400));
        }
        if (invite.getMaxForwards() != null && invite.getMaxForwards().getMaxForwards() == 0) {
            return Optional.of(node.messages().response(invite, 483));
        }
        return unsupported(node, invite).or(() -> unreadable(invite)).or(() -> tooShort(invite));
    }

    /** 420 for an extension that the request requires and we lack. */
    static Optional<SIPResponse> unsupported(SipNode node, SIPRequest request) {
        Set<String> lacking = new TreeSet<>(Headers.required(request));
        Messages.SUPPORTED.forEach(lacking::remove);
        if (lacking.isEmpty()) {
            return Optional.empty();
        }
        SIPResponse response = node.messages().response(request, 420);
        lacking.forEach(option -> response.addHeader(Messages.header("Unsupported", option)));
        return Optional.of(response);
    }

    private Optional<SIPResponse> unreadable(SIPRequest invite) {
        if (Bodies.understood(invite)) {
            return Optional.empty();
        }
        SIPResponse response = node.messages().response(invite, 415);
        response.setHeader(Messages.header("Accept", "application/sdp"));
        return Optional.of(response);
    }

    private Optional<SIPResponse> tooShort(SIPRequest invite) {
        SessionTimers timers = node.settings().sessionTimers();
        if (!SessionTerms.tooShort(invite, timers)) {
            return Optional.empty();
        }
        SIPResponse response = node.messages().response(invite, 422);
        response.setHeader(Messages.minSe(timers.minimum().toSeconds()));
        return Optional.of(response);
    }

    private void admit(SIPRequest invite, Sdp offer) throws SipException {
        CallSource source = node.sources().of(invite);
        ServerTransaction transaction = node.provider().getNewServerTransaction(invite);
        trying(invite, transaction);
        InboundLeg leg = new InboundLeg(node, invite, transaction, source, offer, healthCall(node, invite));
        node.tally().invites.increment();
        leg.post(() -> present(leg));
    }

    /** A caller who cannot be told 100 cannot be told anything: the transaction must not wait for a final response. */
    private void trying(SIPRequest invite, ServerTransaction transaction) throws SipException {
        try {
            transaction.sendResponse(node.messages().response(invite, 100));
        } catch (SipException | InvalidArgumentException e) {
            transaction.terminate();
            throw new SipException("100 could not be sent", e);
        }
    }

    private void present(InboundLeg leg) {
        try {
            node.events().incoming(leg);
        } catch (RuntimeException e) {
            LOG.error("{}: the application failed to take the call", leg.sipCallId(), e);
            leg.failed();
        }
    }
}
