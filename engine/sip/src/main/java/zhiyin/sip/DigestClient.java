package zhiyin.sip;

import gov.nist.javax.sip.header.AuthenticationHeader;
import gov.nist.javax.sip.header.Authorization;
import gov.nist.javax.sip.header.ProxyAuthenticate;
import gov.nist.javax.sip.header.ProxyAuthorization;
import gov.nist.javax.sip.header.WWWAuthenticate;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Answers a trunk's digest challenges. */
final class DigestClient {

    private static final String FIRST_USE = "00000001";

    private DigestClient() {
    }

    /** Adds credentials to the request. @return empty if the trunk has none, or the challenge is one we cannot meet */
    static Optional<SIPRequest> answer(SIPRequest request, SIPResponse challenge, Trunk trunk) {
        if (trunk.user() == null || trunk.password() == null) {
            return Optional.empty();
        }
        boolean proxy = challenge.getStatusCode() == 407;
        Iterator<?> offered = challenge.getHeaders(proxy ? ProxyAuthenticate.NAME : WWWAuthenticate.NAME);
        while (offered.hasNext()) {
            AuthenticationHeader one = (AuthenticationHeader) offered.next();
            Optional<Digest> digest = Digest.of(one.getAlgorithm());
            if (digest.isPresent() && "Digest".equalsIgnoreCase(one.getScheme())) {
                request.setHeader(credentials(request, one, digest.get(), trunk, proxy));
                return Optional.of(request);
            }
        }
        return Optional.empty();
    }

    private static AuthenticationHeader credentials(SIPRequest request, AuthenticationHeader challenge, Digest digest, Trunk trunk,
                                                    boolean proxy) {
        AuthenticationHeader header = proxy ? new ProxyAuthorization() : new Authorization();
        String uri = request.getRequestURI().toString();
        Digest.Protection protection = protects(challenge) ? new Digest.Protection(FIRST_USE, clientNonce()) : null;
        String response = digest.response(new Digest.Credentials(trunk.user(), challenge.getRealm(), trunk.password()),
                challenge.getNonce(), request.getMethod(), uri, protection);
        return Messages.built(() -> {
            header.setScheme("Digest");
            header.setUsername(trunk.user());
            header.setRealm(challenge.getRealm());
            header.setNonce(challenge.getNonce());
            header.setParameter("uri", uri);
            header.setParameter("response", response);
            header.setAlgorithm(digest.token());
            if (challenge.getOpaque() != null) {
                header.setOpaque(challenge.getOpaque());
            }
            protect(header, protection);
            return header;
        });
    }

    private static void protect(AuthenticationHeader header, Digest.Protection protection) throws ParseException {
        if (protection != null) {
            header.setQop("auth");
            header.setParameter("nc", protection.count());
            header.setCNonce(protection.clientNonce());
        }
    }

    private static boolean protects(AuthenticationHeader challenge) {
        return challenge.getQop() != null && Arrays.asList(challenge.getQop().split("[ ,]+")).contains("auth");
    }

    private static String clientNonce() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong());
    }
}
