package zhiyin.webrtc;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;

/** Encryption of RTP and RTCP between one browser and us (RFC 3711, RFC 7714). One thread. */
final class Srtp {

    /** A browser has one audio stream; a few more if it starts over. */
    private static final int MOST_SOURCES = 4;
    private static final Logger LOG = new LoggerImpl(Srtp.class.getName());

    private final SrtpContextFactory in;
    private final SrtpContextFactory out;
    private final Map<Integer, SrtpCryptoContext> rtpIn = few();
    private final Map<Integer, SrtcpCryptoContext> rtcpIn = few();
    private final Map<Integer, SrtpCryptoContext> rtpOut = few();
    private final Map<Integer, SrtcpCryptoContext> rtcpOut = few();

    static {
        // Left alone, the library measures every cipher it finds for seconds when it first encrypts.
        Aes.setFactoryClassName("SunJCE");
    }

    private interface Derived<C> {
        C from(int ssrc) throws GeneralSecurityException;
    }

    /** @param material keys of client and server, then salts of client and server; the browser is the client */
    Srtp(Handshake.Profile profile, byte[] material) {
        int key = profile.keyLength();
        int salt = profile.saltLength();
        in = factory(false, profile, slice(material, 0, key), slice(material, 2 * key, salt));
        out = factory(true, profile, slice(material, key, key), slice(material, 2 * key + salt, salt));
    }

    /** Loads what the first packet would wait for. */
    static void warmUp() {
        for (Handshake.Profile profile : Handshake.Profile.values()) {
            Srtp srtp = new Srtp(profile, new byte[2 * (profile.keyLength() + profile.saltLength())]);
            for (boolean control : new boolean[] {false, true}) {
                Packet packet = new Packet();
                packet.set(ByteBuffer.allocate(40).put(0, (byte) 0x80));
                srtp.seal(packet, control);
                srtp.open(packet, control);
            }
        }
    }

    private static byte[] slice(byte[] from, int at, int length) {
        return Arrays.copyOfRange(from, at, at + length);
    }

    private static SrtpContextFactory factory(boolean sender, Handshake.Profile profile, byte[] key, byte[] salt) {
        return new SrtpContextFactory(sender, key, salt, policy(profile), policy(profile), LOG);
    }

    private static SrtpPolicy policy(Handshake.Profile profile) {
        return profile == Handshake.Profile.AEAD_AES_128_GCM ? new SrtpPolicy(SrtpPolicy.AESGCM_ENCRYPTION, 16, SrtpPolicy.NULL_AUTHENTICATION, 0, 16, 12)
                : new SrtpPolicy(SrtpPolicy.AESCM_ENCRYPTION, 16, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, 10, 14);
    }

    private static <C> Map<Integer, C> few() {
        return new LinkedHashMap<>() {
            @Override protected boolean removeEldestEntry(Map.Entry<Integer, C> eldest) {
                return size() > MOST_SOURCES;
            }
        };
    }

    private static <C> C of(Map<Integer, C> known, int ssrc, Derived<C> derived) throws GeneralSecurityException {
        C context = known.get(ssrc);
        if (context == null) {
            context = derived.from(ssrc);
            known.put(ssrc, context);
        }
        return context;
    }

    /** Decrypts in place. @return false if it is not the browser's, or was seen before */
    boolean open(Packet packet, boolean control) {
        try {
            ByteBuffer view = packet.view();
            SrtpErrorStatus status = control ? of(rtcpIn, view.getInt(4), in::deriveControlContext).reverseTransformPacket(packet)
                    : of(rtpIn, view.getInt(8), ssrc -> in.deriveContext(ssrc, 0)).reverseTransformPacket(packet, false);
            return status == SrtpErrorStatus.OK;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Encrypts in place. @return false if that failed */
    boolean seal(Packet packet, boolean control) {
        try {
            ByteBuffer view = packet.view();
            SrtpErrorStatus status = control ? of(rtcpOut, view.getInt(4), out::deriveControlContext).transformPacket(packet)
                    : of(rtpOut, view.getInt(8), ssrc -> out.deriveContext(ssrc, 0)).transformPacket(packet);
            return status == SrtpErrorStatus.OK;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
