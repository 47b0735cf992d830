package zhiyin.webrtc;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A browser's connectivity check: a STUN binding request (RFC 8489) with short-term credentials, and our answer to it. */
final class Stun {

    private static final int HEADER = 20;
    private static final int COOKIE = 0x2112A442;
    private static final int BINDING_REQUEST = 0x0001;
    private static final int BINDING_SUCCESS = 0x0101;
    private static final int USERNAME = 0x0006;
    private static final int MESSAGE_INTEGRITY = 0x0008;
    private static final int XOR_MAPPED_ADDRESS = 0x0020;
    private static final int USE_CANDIDATE = 0x0025;
    private static final int FINGERPRINT = 0x8028;
    private static final int FINGERPRINT_XOR = 0x5354554E;
    private static final int HMAC = 20;

    private final byte[] message;
    private String username = "";
    private boolean nominated;
    private int integrityAt = -1;

    private Stun(byte[] message) {
        this.message = message;
    }

    /** A binding request with a user name and a proof; empty for anything else. */
    static Optional<Stun> request(byte[] bytes, int length) {
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
        if (length < HEADER || in.getShort(0) != BINDING_REQUEST || in.getInt(4) != COOKIE || in.getShort(2) + HEADER != length) {
            return Optional.empty();
        }
        Stun stun = new Stun(Arrays.copyOf(bytes, length));
        return stun.read() ? Optional.of(stun) : Optional.empty();
    }

    private boolean read() {
        ByteBuffer in = ByteBuffer.wrap(message);
        int at = HEADER;
        while (at + 4 <= message.length) {
            int type = in.getShort(at) & 0xFFFF;
            int size = in.getShort(at + 2) & 0xFFFF;
            if (at + 4 + size > message.length) {
                return false;
            }
            if (type == MESSAGE_INTEGRITY) {
                integrityAt = size == HMAC ? at : -1;
                // What follows it is not covered by it.
                break;
            }
            username = type == USERNAME ? new String(message, at + 4, size, StandardCharsets.UTF_8) : username;
            nominated |= type == USE_CANDIDATE;
            at += 4 + (size + 3) / 4 * 4;
        }
        return integrityAt > 0 && !username.isEmpty();
    }

    /** The part of the user name that is ours. */
    String ourFragment() {
        return username.substring(0, Math.max(0, username.indexOf(':')));
    }

    /** Whether the browser has chosen this path. */
    boolean nominated() {
        return nominated;
    }

    /** Whether it was made by somebody who knows the password of our answer. */
    boolean provenBy(String password) {
        byte[] covered = Arrays.copyOf(message, integrityAt);
        ByteBuffer.wrap(covered).putShort(2, (short) (integrityAt + 4 + HMAC - HEADER));
        return MessageDigest.isEqual(hmac(password, covered), Arrays.copyOfRange(message, integrityAt + 4, integrityAt + 4 + HMAC));
    }

    /** Tells the browser the address that its request came from. */
    byte[] success(InetSocketAddress source, String password) {
        byte[] address = source.getAddress().getAddress();
        int mapped = 4 + 4 + address.length;
        ByteBuffer out = ByteBuffer.allocate(HEADER + mapped + 4 + HMAC + 8);
        out.putShort((short) BINDING_SUCCESS).putShort((short) (mapped + 4 + HMAC)).put(message, 4, 16);
        out.putShort((short) XOR_MAPPED_ADDRESS).putShort((short) (4 + address.length)).put((byte) 0).put((byte) (address.length == 4 ? 1 : 2))
                .putShort((short) (source.getPort() ^ COOKIE >>> 16));
        for (int i = 0; i < address.length; i++) {
            out.put((byte) (address[i] ^ message[4 + i]));
        }
        byte[] proof = hmac(password, Arrays.copyOf(out.array(), out.position()));
        out.putShort((short) MESSAGE_INTEGRITY).putShort((short) HMAC).put(proof);
        out.putShort(2, (short) (mapped + 4 + HMAC + 8));
        CRC32 crc = new CRC32();
        crc.update(out.array(), 0, out.position());
        return out.putShort((short) FINGERPRINT).putShort((short) 4).putInt((int) crc.getValue() ^ FINGERPRINT_XOR).array();
    }

    private static byte[] hmac(String password, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }
}
