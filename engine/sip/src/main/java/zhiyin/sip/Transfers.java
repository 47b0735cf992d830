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
import javax.sip.header.ReferToHeader;

/** Blind transfers (RFC 3515), asked of us and asked by us. Used in the leg's mailbox only. */
final class Transfers {

    private static final Pattern STATUS = Pattern.compile("^SIP/2\\.0 (\\d{3})");
    private static final int FIRST_FAILURE = 300;

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
        if (!leg.extension() || !leg.confirmed()) {
            leg.reply(transaction, leg.node.messages().response(request, 603));
            return;
        }
        String target = Headers.user(((ReferToHeader) request.getHeader(ReferToHeader.NAME)).getAddress().getURI());
        SIPResponse accepted = leg.node.messages().response(request, 202);
        accepted.setHeader(leg.node.messages().contact(leg.transport()));
        leg.reply(transaction, accepted);
        leg.client.send("NOTIFY", Transfers::fillNotify, (code, response) -> { });
        leg.events.tell(listener -> listener.referred(target));
    }

    /** The one NOTIFY that a REFER must be followed by; we report no further progress, and say so by ending the subscription. */
    private static void fillNotify(SIPRequest request) {
        request.setHeader(Messages.header("Event", "refer"));
        request.setHeader(Messages.header("Subscription-State", "terminated;reason=noresource"));
        Messages.body(request, "message", "sipfrag", "SIP/2.0 100 Trying\r\n");
    }
}
