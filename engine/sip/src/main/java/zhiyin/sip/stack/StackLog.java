package zhiyin.sip.stack;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JAIN-SIP's own log, to slf4j. A stranger's bad packet is an error to the stack but not to us, so nothing rises above debug
 * but what the stack calls fatal; its debug level would log every message unmasked and is never switched on.
 */
public final class StackLog implements StackLogger {

    private static final Logger LOG = LoggerFactory.getLogger("zhiyin.sip.stack");

    @Override
    public boolean isLoggingEnabled(int level) {
        return level == TRACE_MESSAGES ? WireLog.LOG.isTraceEnabled() : level <= TRACE_WARN && LOG.isDebugEnabled();
    }

    @Override
    public boolean isLoggingEnabled() {
        return LOG.isDebugEnabled();
    }

    @Override
    public void logFatalError(String message) {
        LOG.error(WireMask.mask(message));
    }

    @Override
    public void logError(String message) {
        debug(message);
    }

    @Override
    public void logError(String message, Exception e) {
        LOG.debug(WireMask.mask(message), e);
    }

    @Override
    public void logException(Throwable e) {
        LOG.debug("in the SIP stack", e);
    }

    @Override
    public void logWarning(String message) {
        debug(message);
    }

    private void debug(String message) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(WireMask.mask(message));
        }
    }

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void logStackTrace() {
    }

    @Override
    public void logStackTrace(int level) {
    }

    @Override
    public void logDebug(String message) {
    }

    @Override
    public void logDebug(String message, Exception e) {
    }

    @Override
    public void logTrace(String message) {
    }

    @Override
    public void logInfo(String message) {
    }

    @Override
    public void disableLogging() {
    }

    @Override
    public void enableLogging() {
    }

    @Override
    public void setBuildTimeStamp(String stamp) {
    }

    @Override
    public void setStackProperties(Properties properties) {
    }
}
