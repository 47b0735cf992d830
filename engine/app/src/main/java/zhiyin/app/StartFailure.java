package zhiyin.app;

import java.io.UncheckedIOException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Why the engine does not start, in the one sentence that our own code threw, which names the place and the way out; everything else keeps its stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailure implements FailureAnalyzer {

    @Override public FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException taken) {
                return port(taken.getPort(), failure);
            }
            if (cause instanceof ConnectorStartFailedException taken) {
                return port(taken.getPort(), failure);
            }
            if (isSaidByUs(cause)) {
                return new FailureAnalysis(cause.getMessage(), null, failure);
            }
        }
        return null;
    }

    private static FailureAnalysis port(int port, Throwable failure) {
        return new FailureAnalysis("Port " + port + " is in use by another program. End that one, or set ZHIYIN_HTTP_PORT or ZHIYIN_HTTPS_PORT, whichever it is, to a free port.", null, failure);
    }

    /** Refused by a check of ours, and not by the platform's code that ours called. */
    private static boolean isSaidByUs(Throwable cause) {
        boolean refusal = cause instanceof IllegalStateException || cause instanceof IllegalArgumentException || cause instanceof UncheckedIOException;
        StackTraceElement[] stack = cause.getStackTrace();
        return refusal && cause.getMessage() != null && stack.length > 0 && stack[0].getClassName().startsWith("zhiyin.");
    }
}
