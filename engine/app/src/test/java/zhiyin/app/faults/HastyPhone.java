package zhiyin.app.faults;

import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import zhiyin.sip.RawPhone;

/** Listens to what a raw phone is told until the phone is closed: whatever is answered it acknowledges and ends at once. */
final class HastyPhone implements AutoCloseable {

    /** 503 with Retry-After (RFC 3261 section 20.33). */
    final AtomicInteger refused = new AtomicInteger();
    final AtomicInteger answered = new AtomicInteger();
    private final RawPhone phone;
    private final Thread thread = new Thread(this::listen, "hasty-phone");

    HastyPhone(RawPhone phone) {
        this.phone = phone;
        thread.start();
    }

    private void listen() {
        while (!phone.socket.isClosed()) {
            String reply;
            try {
                reply = phone.receive("SIP/2.0 ");
            } catch (UncheckedIOException | AssertionError nothingMore) {
                continue;
            }
            if (reply.startsWith("SIP/2.0 503") && reply.contains("Retry-After")) {
                refused.incrementAndGet();
            } else if (reply.startsWith("SIP/2.0 200") && RawPhone.header(reply, "CSeq").endsWith("INVITE")) {
                answered.incrementAndGet();
                phone.send(within(reply, "ACK", 0));
                phone.send(within(reply, "BYE", 1));
            }
        }
    }

    /** A request in the dialog that the reply has made. */
    private String within(String reply, String method, int later) {
        int sequence = Integer.parseInt(RawPhone.header(reply, "CSeq").split(" ")[0]);
        return phone.request(method, "sip:12333@127.0.0.1", "phone", RawPhone.header(reply, "To"), sequence + later, RawPhone.header(reply, "Call-ID"), "", "")
                .replaceFirst("From: [^\r]*", java.util.regex.Matcher.quoteReplacement("From: " + RawPhone.header(reply, "From")));
    }

    /** Closes the phone. */
    @Override public void close() throws InterruptedException {
        phone.close();
        thread.join();
    }
}
