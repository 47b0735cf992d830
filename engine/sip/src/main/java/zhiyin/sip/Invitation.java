package zhiyin.sip;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.InvalidArgumentException;
import javax.sip.address.URI;
import javax.sip.header.CallIdHeader;

/** Writes the INVITE of an outgoing call, and writes it again where the far end wants credentials or a longer session. */
final class Invitation {

    private static final int HOPS = 70;

    private final SipNode node;
    private final OutgoingCall call;
    private final CallRoute route;
    private final CallIdHeader callId;
    private final Sdp offer;
    private final String tag = Long.toHexString(ThreadLocalRandom.current().nextLong());
    private long sequence;
    private long minimum;

    Invitation(SipNode node, OutgoingCall call, CallRoute route, CallIdHeader callId, Sdp offer) {
        this.node = node;
        this.call = call;
        this.route = route;
        this.callId = callId;
        this.offer = offer;
        minimum = node.settings().sessionTimers().minimum().toSeconds();
    }

    /** The far end bears no shorter sessions than this. */
    void lengthen(long minimumSeconds) {
        minimum = Math.max(minimum, minimumSeconds);
    }

    /** The next INVITE of the same call, under the next sequence number. */
    SIPRequest write() {
        SIPRequest invite = new SIPRequest();
        sequence++;
        Messages.built(() -> {
            invite.setMethod("INVITE");
            invite.setRequestURI((URI) route.uri().clone());
            addressHeaders(invite);
            return invite;
        });
        node.messages().introduce(invite, route.transport());
        node.messages().sign(invite);
        SessionTerms.propose(invite, node.settings().sessionTimers().expires().toSeconds(), minimum, null);
        route.trunk().filter(trunk -> trunk.callerIdHeader() != null).ifPresent(trunk -> identify(invite, trunk));
        call.headers().forEach((name, value) -> invite.setHeader(Messages.header(name, value)));
        Messages.body(invite, offer);
        if (route.pin() != null) {
            invite.setApplicationData(route.pin());
        }
        return invite;
    }

    private void addressHeaders(SIPRequest invite) throws ParseException, InvalidArgumentException {
        invite.addHeader(Messages.headers().createViaHeader(node.settings().advertisedAddress(), node.messages().port(route.transport()),
                route.transport().name(), null));
        invite.setHeader(new MaxForwards(HOPS));
        From from = new From();
        from.setAddress(node.messages().party(call.from(), call.fromName()));
        from.setTag(tag);
        invite.setFrom(from);
        To to = new To();
        to.setAddress(Messages.addresses().createAddress((URI) route.uri().clone()));
        invite.setTo(to);
        invite.setCallId((CallID) callId);
        invite.setCSeq(new CSeq(sequence, "INVITE"));
    }

    private void identify(SIPRequest invite, Trunk trunk) {
        invite.setHeader(Messages.header(trunk.callerIdHeader(), node.messages().party(call.from(), call.fromName()).toString()));
    }
}
