package zhiyin.sip.stack;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.SipStack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every message sent or received, masked, at TRACE of the logger {@code zhiyin.sip.wire}. */
public final class WireLog implements ServerLogger {

    static final Logger LOG = LoggerFactory.getLogger("zhiyin.sip.wire");

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {
        LOG.trace("{} -> {}\n{}", from, to, WireMask.mask(message.encode()));
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender, long time) {
        logMessage(message, from, to, sender, time);
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender) {
        logMessage(message, from, to, sender, 0);
    }

    @Override
    public void logException(Exception e) {
        LOG.debug("in the SIP stack", e);
    }

    @Override
    public void closeLogFile() {
    }

    @Override
    public void setStackProperties(Properties properties) {
    }

    @Override
    public void setSipStack(SipStack stack) {
    }
}
