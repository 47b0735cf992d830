package zhiyin.sip;

import gov.nist.javax.sip.header.Authorization;
import gov.nist.javax.sip.header.WWWAuthenticate;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** Challenges REGISTERs and checks the answers: MD5 and SHA-256, {@code qop=auth}. */
final class DigestServer {

    private static final Duration NONCE_LIFETIME = Duration.ofMinutes(5);

    private final String realm;
    private final Accounts accounts;
    private final Nonces nonces;

    DigestServer(String realm, Accounts accounts) {
        this(realm, accounts, new Nonces(NONCE_LIFETIME));
    }

    DigestServer(String realm, Accounts accounts, Nonces nonces) {
        this.realm = realm;
        this.accounts = accounts;
        this.nonces = nonces;
    }

    enum Verdict { GOOD, WRONG, STALE, MISSING }

    /** An unknown number and a wrong password look the same from outside. */
    Verdict judge(SIPRequest request, String number, InetAddress source) {
        if (!(request.getHeader(Authorization.NAME) instanceof Authorization given) || !realm.equals(given.getRealm())) {
            return Verdict.MISSING;
        }
        Nonces.Verdict nonce = nonces.judge(given.getNonce(), source);
        if (nonce == Nonces.Verdict.FOREIGN) {
            return Verdict.MISSING;
        }
        if (!right(given, number, request.getMethod())) {
            return Verdict.WRONG;
        }
        return nonce == Nonces.Verdict.STALE ? Verdict.STALE : Verdict.GOOD;
    }

    private boolean right(Authorization given, String number, String method) {
        Optional<String> password = accounts.password(number);
        Optional<Digest> digest = Digest.of(given.getAlgorithm());
        boolean complete = given.getResponse() != null && "auth".equals(given.getQop()) && given.getParameter("nc") != null
                && given.getCNonce() != null && given.getParameter("uri") != null;
        if (password.isEmpty() || digest.isEmpty() || !complete || !number.equals(given.getUsername())) {
            return false;
        }
        String expected = digest.get().response(new Digest.Credentials(number, realm, password.get()), given.getNonce(), method,
                given.getParameter("uri"), new Digest.Protection(given.getParameter("nc"), given.getCNonce()));
        return Nonces.same(expected, given.getResponse());
    }

    /**
     * Makes a 401 of the response. MD5 alone is offered: RFC 8760 section 2.4 would have SHA-256 in a challenge before it, and telephones
     * as usual as those built on libre before 2.0 (baresip 1.0) then do not register at all. Who answers with SHA-256 unasked is let in.
     */
    void challenge(SIPResponse response, InetAddress asker, boolean stale) {
        String nonce = nonces.make(asker);
        response.addHeader(Messages.built(() -> {
            WWWAuthenticate challenge = new WWWAuthenticate();
            challenge.setScheme("Digest");
            challenge.setRealm(realm);
            challenge.setNonce(nonce);
            challenge.setAlgorithm(Digest.MD5.token());
            challenge.setQop("auth");
            if (stale) {
                challenge.setStale(true);
            }
            return challenge;
        }));
    }
}
