package zhiyin.sip;

import gov.nist.javax.sip.header.ReferTo;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.ServerTransaction;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ReferToHeader;

/** Transfers (RFC 3515; attended ones RFC 5589), asked of us and asked by us. Used in the leg's mailbox only. */
final class Transfers {

    private static final Pattern STATUS = Pattern.compile("^SIP/2\\.0 (\\d{3})");
    private static final int FIRST_FAILURE = 300;
    private static final String NO_MORE = "terminated;reason=noresource";
    /** Connecting two parties who are there takes no time; this is when a phone may give up on us. */
    private static final int ATTENDED_SECONDS = 60;

    private final Leg leg;

    Transfers(Leg leg) {
        this.leg = leg;
    }

    /** Asks the far end; a trunk that cannot transfer is not asked. */
    void ask(String target) {
        if (!leg.confirmed() || leg.trunk().filter(trunk -> !trunk.refer()).isPresent()) {
            progress(405);
            return;
        }
        leg.client.send("REFER", request -> fill(request, target), this::answered);
    }

    private void fill(SIPRequest request, String target) {
        ReferTo referTo = new ReferTo();
        referTo.setAddress(address(target));
        request.setHeader(referTo);
        request.setHeader(leg.node.messages().contact(leg.transport()));
        request.setHeader(Messages.header("Referred-By", "<" + leg.node.messages().contact(leg.transport()).getAddress().getURI() + ">"));
    }

    private Address address(String target) {
        try {
            return Messages.addresses().createAddress(target.startsWith("sip") && target.contains(":") ? target
                    : Messages.uri(target, farHost(), -1).toString());
        } catch (ParseException e) {
            throw new SipMistake("not a target: " + target, e);
        }
    }

    private String farHost() {
        return ((SipURI) leg.dialog().getRemoteParty().getURI()).getHost();
    }

    private void answered(int code, SIPResponse response) {
        progress(code >= FIRST_FAILURE ? code : 100);
    }

    /** Progress of a transfer that we asked for. */
    void notified(SIPRequest request, ServerTransaction transaction) {
        boolean ours = Headers.first(request, "Event").filter(event -> event.startsWith("refer")).isPresent();
        leg.reply(transaction, leg.node.messages().response(request, ours ? 200 : 489));
        Matcher status = STATUS.matcher(Bodies.text(request));
        if (ours && status.find()) {
            progress(Integer.parseInt(status.group(1)));
        }
    }

    private void progress(int code) {
        if (!leg.ended()) {
            leg.events.tell(listener -> listener.referProgress(code));
        }
    }

    /** Only our own extensions may ask us: anybody else could make us call expensive numbers. */
    void asked(SIPRequest request, ServerTransaction transaction) {
        if (leg.extension().isEmpty() || !leg.confirmed() || !leg.events.ask(LegListener::takesRefer)) {
            leg.reply(transaction, leg.node.messages().response(request, 603));
            return;
        }
        if (!(request.getHeader(ReferToHeader.NAME) instanceof ReferToHeader referTo)) {
            leg.reply(transaction, leg.node.messages().response(request, 400));
            return;
        }
        URI target = referTo.getAddress().getURI();
        SIPResponse accepted = leg.node.messages().response(request, 202);
        accepted.setHeader(leg.node.messages().contact(leg.transport()));
        leg.reply(transaction, accepted);
        if (target instanceof SipURI sip && sip.getHeader("Replaces") != null) {
            notify(100, "active;expires=" + ATTENDED_SECONDS);
            Replaces.in(target).flatMap(leg.node.legs()::find).ifPresentOrElse(this::attended, () -> tell(481));
        } else {
            // The one NOTIFY that a REFER must be followed by; of a blind transfer we report no further progress, and say so by ending the subscription.
            notify(100, NO_MORE);
            String number = Headers.user(target);
            leg.events.tell(listener -> listener.referred(number));
        }
    }

    /** A phone disposes of its own calls only. */
    private void attended(Leg other) {
        if (other != leg && other.extension().equals(leg.extension())) {
            leg.events.tell(listener -> listener.referredTo(other));
        } else {
            tell(403);
        }
    }

    /** What came of an attended transfer. */
    void tell(int code) {
        notify(code, NO_MORE);
    }

    private void notify(int code, String subscription) {
        leg.client.send("NOTIFY", request -> {
            request.setHeader(Messages.header("Event", "refer"));
            request.setHeader(Messages.header("Subscription-State", subscription));
            Messages.body(request, "message", "sipfrag", "SIP/2.0 " + code + " " + SIPResponse.getReasonPhrase(code) + "\r\n");
        }, (answer, response) -> { });
    }
}
