package zhiyin.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.net.InetSocketAddress;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns away new INVITEs before anything is allocated for them: those over their source's rate, and those for which there is no
 * room. In-dialog requests and repetitions of an INVITE already let in pass.
 */
final class Gate implements SIPMessageValve {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final SipNode node;
    private final SIPTransactionStack stack;
    private final TokenBuckets buckets;

    Gate(SipNode node, SIPTransactionStack stack) {
        this.node = node;
        this.stack = stack;
        int rate = node.settings().limits().invitesPerSecond();
        buckets = new TokenBuckets(rate, rate);
    }

    @Override
    public boolean processRequest(SIPRequest request, MessageChannel channel) {
        boolean newCall = request.getMethod().equals("INVITE") && request.getToTag() == null;
        if (!newCall || stack.findTransaction(request, true) != null) {
            return true;
        }
        InetSocketAddress source = Sources.address(request);
        if (!node.sources().trusted(source) && !buckets.take(source.getAddress())) {
            node.tally().flooded.increment();
            return refused(request);
        }
        if (!Reception.healthCall(node, request) && full()) {
            node.tally().full.increment();
            CallSource known = node.sources().of(request);
            node.events().full(request.getCallId().getCallId(), Headers.caller(request, known), Headers.user(request.getRequestURI()), known);
            return refused(request);
        }
        return true;
    }

    private boolean full() {
        return node.legs().count() >= node.settings().limits().maxCalls() || !node.events().hasRoom();
    }

    /** Statelessly; always false, the valve's word for "do not pass it on". */
    private boolean refused(SIPRequest request) {
        SIPResponse response = node.messages().response(request, 503);
        Messages.retryAfter(response, node.settings().limits().retryAfter());
        try {
            node.provider().sendResponse(response);
        } catch (SipException e) {
            LOG.debug("could not refuse an INVITE", e);
        }
        return false;
    }

    void sweep() {
        buckets.sweep();
    }

    @Override
    public boolean processResponse(Response response, MessageChannel channel) {
        return true;
    }

    @Override
    public void init(SipStack any) {
    }

    @Override
    public void destroy() {
    }
}
