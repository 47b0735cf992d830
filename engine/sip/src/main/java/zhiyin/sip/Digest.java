package zhiyin.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The arithmetic of digest authentication (RFC 7616, RFC 8760). */
enum Digest {
    SHA_256("SHA-256"), MD5("MD5");

    private final String token;

    Digest(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }

    /** By its token in a header, where none means MD5; empty for one we do not speak. */
    static Optional<Digest> of(String token) {
        for (Digest digest : values()) {
            if (token == null ? digest == MD5 : digest.token.equalsIgnoreCase(token)) {
                return Optional.of(digest);
            }
        }
        return Optional.empty();
    }

    String response(Credentials who, String nonce, String method, String uri, Protection protection) {
        String secret = hash(who.user + ":" + who.realm + ":" + who.password);
        String request = hash(method + ":" + uri);
        return protection == null ? hash(secret + ":" + nonce + ":" + request)
                : hash(String.join(":", secret, nonce, protection.count, protection.clientNonce, "auth", request));
    }

    private String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(token).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + token, e);
        }
    }

    record Credentials(String user, String realm, String password) {
    }

    /** What {@code qop=auth} adds. @param count eight hexadecimal digits */
    record Protection(String count, String clientNonce) {
    }
}
