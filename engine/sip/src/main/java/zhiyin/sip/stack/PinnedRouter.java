package zhiyin.sip.stack;

import gov.nist.javax.sip.message.MessageExt;
import gov.nist.javax.sip.stack.DefaultRouter;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.message.Request;

/**
 * Sends a request to the hop it carries as application data, if any. So a phone behind NAT is reached where its packets came
 * from, without a Route header that it would wonder about.
 */
public final class PinnedRouter extends DefaultRouter {

    public PinnedRouter(SipStack stack, String outboundProxy) {
        super(stack, outboundProxy);
    }

    @Override
    public Hop getNextHop(Request request) throws SipException {
        return ((MessageExt) request).getApplicationData() instanceof Hop pinned ? pinned : super.getNextHop(request);
    }
}
