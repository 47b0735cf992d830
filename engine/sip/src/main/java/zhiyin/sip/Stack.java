package zhiyin.sip;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.ListeningPointExt;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.ParseException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.sip.stack.PinnedRouter;
import zhiyin.sip.stack.StackLog;
import zhiyin.sip.stack.StrictParsers;
import zhiyin.sip.stack.WireLog;

/** The JAIN-SIP stack of one endpoint, configured and listening. */
final class Stack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);
    private static final AtomicInteger COUNT = new AtomicInteger();
    /** More would overtake each other: a BYE its ACK, a 183 its 180. The reader only parses and hands off. */
    private static final String ONE_READER = "1";
    /** The stack's own list is of suites that no JDK offers any more. */
    private static final String CIPHER_SUITES = String.join(",", "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    private static final String UDP_BUFFER = Integer.toString(4 << 20);

    private final SipStackImpl sipStack;
    private final SipProvider provider;
    private final Ports ports;

    Stack(SipSettings settings, Tally tally) {
        try {
            ports = Ports.choose(settings);
            sipStack = settings.tls() == null ? new SipStackImpl(properties(settings)) : new SecureStack(properties(settings), settings.tls());
            sipStack.setMessageParserFactory(new StrictParsers(tally.malformed::increment));
            provider = listen(settings);
        } catch (SipException | IOException e) {
            throw new UncheckedIOException(new IOException("SIP cannot listen: " + e.getMessage(), e));
        }
    }

    SipStackImpl sipStack() {
        return sipStack;
    }

    SipProvider provider() {
        return provider;
    }

    Ports ports() {
        return ports;
    }

    void start() {
        try {
            sipStack.start();
        } catch (SipException e) {
            throw new UncheckedIOException(new IOException("SIP cannot start: " + e.getMessage(), e));
        }
    }

    private static Properties properties(SipSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "sip-" + COUNT.incrementAndGet());
        properties.setProperty("javax.sip.ROUTER_PATH", PinnedRouter.class.getName());
        set(properties, "STACK_LOGGER", StackLog.class.getName());
        set(properties, "SERVER_LOGGER", WireLog.class.getName());
        set(properties, "REENTRANT_LISTENER", "true");
        set(properties, "THREAD_POOL_SIZE", ONE_READER);
        set(properties, "RECEIVE_UDP_BUFFER_SIZE", UDP_BUFFER);
        set(properties, "SEND_UDP_BUFFER_SIZE", UDP_BUFFER);
        set(properties, "MAX_MESSAGE_SIZE", "65536");
        set(properties, "MAX_CONNECTIONS", "1000");
        set(properties, "CONNECTION_TIMEOUT", "5000");
        set(properties, "MAX_FORK_TIME_SECONDS", "32");
        set(properties, "EARLY_DIALOG_TIMEOUT_SECONDS", "600");
        if (settings.tls() != null) {
            secure(properties);
        }
        return properties;
    }

    private static void secure(Properties properties) {
        set(properties, "TLS_CLIENT_PROTOCOLS", "TLSv1.2,TLSv1.3");
        set(properties, "ENABLED_CIPHER_SUITES", CIPHER_SUITES);
        set(properties, "TLS_CLIENT_AUTH_TYPE", "Disabled");
    }

    /** The stack with our TLS sockets instead of its own. */
    private static final class SecureStack extends SipStackImpl {

        private SecureStack(Properties properties, TlsSettings tls) throws PeerUnavailableException {
            super(properties);
            networkLayer = new TlsSockets(tls.context());
        }
    }

    private static void set(Properties properties, String name, String value) {
        properties.setProperty("gov.nist.javax.sip." + name, value);
    }

    private SipProvider listen(SipSettings settings) throws SipException {
        SipProvider result = null;
        for (Transport transport : Transport.values()) {
            if (ports.of(transport) > 0) {
                ListeningPoint point = point(settings, transport);
                if (result == null) {
                    result = sipStack.createSipProvider(point);
                } else {
                    result.addListeningPoint(point);
                }
            }
        }
        return result;
    }

    private ListeningPoint point(SipSettings settings, Transport transport) throws SipException {
        int port = ports.of(transport);
        try {
            ListeningPoint point = sipStack.createListeningPoint(settings.bindAddress(), port, transport.token());
            ((ListeningPointExt) point).setSentBy(settings.advertisedAddress() + ":" + port);
            return point;
        } catch (ParseException | InvalidArgumentException e) {
            throw new SipException("cannot listen on " + transport + " " + port, e);
        }
    }

    @Override
    public void close() {
        try {
            EventScanner scanner = sipStack.getEventScanner();
            sipStack.stop();
            wake(scanner);
        } catch (RuntimeException e) {
            LOG.debug("the stack did not stop cleanly", e);
        }
    }

    /** The stopped scanner still sleeps at its queue; any event makes it look up and end. */
    private void wake(EventScanner scanner) {
        scanner.addEvent(new EventWrapper(new IOExceptionEvent(this, "", 0, ""), null));
    }
}
