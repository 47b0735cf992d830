package zhiyin.sip;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Digest nonces that need no memory: the time of making, sealed together with the asker's address. */
final class Nonces {

    private static final String SEAL = "HmacSHA256";

    private final byte[] key = new byte[32];
    private final long lifetimeMs;

    Nonces(Duration lifetime) {
        lifetimeMs = lifetime.toMillis();
        new SecureRandom().nextBytes(key);
    }

    enum Verdict { FRESH, STALE, FOREIGN }

    String make(InetAddress asker) {
        String time = Long.toHexString(System.currentTimeMillis());
        return time + "." + seal(time, asker);
    }

    /** FOREIGN where we did not make it, or not for this asker. */
    Verdict judge(String nonce, InetAddress asker) {
        String[] parts = nonce == null ? new String[0] : nonce.split("\\.", 2);
        if (parts.length != 2 || !same(parts[1], seal(parts[0], asker))) {
            return Verdict.FOREIGN;
        }
        long age = System.currentTimeMillis() - Long.parseLong(parts[0], 16);
        return age <= lifetimeMs ? Verdict.FRESH : Verdict.STALE;
    }

    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private String seal(String time, InetAddress asker) {
        try {
            Mac mac = Mac.getInstance(SEAL);
            mac.init(new SecretKeySpec(key, SEAL));
            mac.update(asker.getAddress());
            return HexFormat.of().formatHex(mac.doFinal(time.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + SEAL, e);
        }
    }
}
