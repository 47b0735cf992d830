package zhiyin.sip;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sip.header.ExpiresHeader;

/** Takes REGISTERs of our extensions (RFC 3261 section 10.3): one contact each, the latest. */
final class Registrar {

    private static final int USUAL_EXPIRES = 3600;
    /** Guesses at passwords that one address may make: ten, then one every ten seconds. */
    private static final double GUESSES_PER_SECOND = 0.1;
    private static final int GUESSES = 10;

    private final Messages messages;
    private final DigestServer digest;
    private final Registrations registrations;
    private final Tally tally;
    private final TokenBuckets guesses = new TokenBuckets(GUESSES_PER_SECOND, GUESSES);

    Registrar(Messages messages, DigestServer digest, Registrations registrations, Tally tally) {
        this.messages = messages;
        this.digest = digest;
        this.registrations = registrations;
        this.tally = tally;
    }

    SIPResponse register(SIPRequest request) {
        InetSocketAddress source = Sources.address(request);
        if (!guesses.hasToken(source.getAddress())) {
            SIPResponse refusal = messages.response(request, 403);
            Messages.retryAfter(refusal, Duration.ofSeconds((long) (1 / GUESSES_PER_SECOND)));
            return refusal;
        }
        String number = Headers.user(request.getTo().getAddress().getURI());
        return switch (digest.judge(request, number, source.getAddress())) {
            case MISSING -> challenge(request, source, false);
            case STALE -> challenge(request, source, true);
            case WRONG -> wrong(request, source);
            case GOOD -> good(request, number, source);
        };
    }

    void sweep() {
        guesses.sweep();
        registrations.sweep();
    }

    private SIPResponse challenge(SIPRequest request, InetSocketAddress source, boolean stale) {
        SIPResponse response = messages.response(request, 401);
        digest.challenge(response, source.getAddress(), stale);
        return response;
    }

    private SIPResponse wrong(SIPRequest request, InetSocketAddress source) {
        guesses.take(source.getAddress());
        tally.refused.increment();
        return messages.response(request, 403);
    }

    private SIPResponse good(SIPRequest request, String number, InetSocketAddress source) {
        ContactList contacts = request.getContactHeaders();
        if (contacts != null) {
            contacts.forEach(contact -> update(request, number, source, contact));
        }
        SIPResponse response = messages.response(request, 200);
        registrations.of(number).ifPresent(registration -> response.setHeader(current(registration)));
        return response;
    }

    private void update(SIPRequest request, String number, InetSocketAddress source, Contact contact) {
        int expires = expires(request, contact);
        if (contact.isWildCard()) {
            registrations.remove(number);
            return;
        }
        String uri = contact.getAddress().getURI().toString();
        Optional<Registration> known = registrations.of(number);
        if (expires > 0) {
            registrations.put(new Registration(number, uri, source, Sources.transport(request), Instant.now().plusSeconds(expires)));
        } else if (known.filter(registration -> registration.contact().equals(uri)).isPresent()) {
            registrations.remove(number);
        }
    }

    /** What the contact says, else the Expires header; never longer than an hour. */
    private static int expires(SIPRequest request, Contact contact) {
        int asked = contact.isWildCard() ? 0 : contact.getExpires();
        if (asked < 0) {
            asked = request.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader header ? header.getExpires() : USUAL_EXPIRES;
        }
        return Math.min(asked, USUAL_EXPIRES);
    }

    private static Contact current(Registration registration) {
        long left = Duration.between(Instant.now(), registration.expires()).toSeconds();
        return Messages.built(() -> {
            Contact contact = new Contact();
            contact.setAddress(Messages.addresses().createAddress("<" + registration.contact() + ">"));
            contact.setExpires((int) Math.max(1, left));
            return contact;
        });
    }
}
