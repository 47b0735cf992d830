package zhiyin.webrtc;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;

/** Our side of a browser's DTLS 1.2 handshake, which agrees on keys for SRTP (RFC 5764). The browser proves by its certificate that it is the one whose offer we answered. */
final class Handshake extends DefaultTlsServer {

    private static final int LONGEST_MS = 20_000;
    private static final String EXPORTER = "EXTRACTOR-dtls_srtp";
    private static final int[] SUITES = {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256};

    private final Identity identity;
    private final String fingerprint;
    private final Runnable farewell;
    private Profile profile;
    private Srtp srtp;

    /** @param fingerprint of the browser's certificate, from its offer; @param farewell run when the browser says that it leaves */
    Handshake(Identity identity, String fingerprint, Runnable farewell) {
        super(identity.crypto());
        this.identity = identity;
        this.fingerprint = fingerprint;
        this.farewell = farewell;
    }

    /** The agreed encryption; null before the end of the handshake. */
    Srtp srtp() {
        return srtp;
    }

    @Override protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override protected int[] getSupportedCipherSuites() {
        return SUITES;
    }

    @Override public int getHandshakeTimeoutMillis() {
        return LONGEST_MS;
    }

    @Override protected TlsCredentialedSigner getECDSASignerCredentials() {
        return new BcDefaultTlsCredentialedSigner(new TlsCryptoParameters(context), identity.crypto(), identity.key(), identity.certificate(),
                new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    @Override public CertificateRequest getCertificateRequest() {
        return new CertificateRequest(new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign}, TlsUtils.getDefaultSupportedSignatureAlgorithms(context), new Vector<>());
    }

    @Override public void notifyClientCertificate(Certificate theirs) throws IOException {
        if (theirs == null || theirs.isEmpty() || !Identity.fingerprint(theirs.getCertificateAt(0).getEncoded()).equals(fingerprint)) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
    }

    @Override @SuppressWarnings("rawtypes") public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        UseSRTPData offered = extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions);
        profile = offered == null ? null : Profile.chosen(offered.getProtectionProfiles());
        if (profile == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
    }

    @Override @SuppressWarnings({"rawtypes", "unchecked"}) public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = super.getServerExtensions() == null ? new Hashtable() : super.getServerExtensions();
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(new int[] {profile.number()}, TlsUtils.EMPTY_BYTES));
        return extensions;
    }

    @Override public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        srtp = new Srtp(profile, context.exportKeyingMaterial(EXPORTER, null, 2 * (profile.keyLength() + profile.saltLength())));
    }

    @Override public void notifyAlertReceived(short level, short description) {
        if (description == AlertDescription.close_notify) {
            farewell.run();
        }
    }

    /** The two protections of RTP that every browser knows; the better one first. */
    enum Profile {
        AEAD_AES_128_GCM(SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM, 12),
        AES128_CM_HMAC_SHA1_80(SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80, 14);

        private static final int KEY = 16;
        private final int number;
        private final int saltLength;

        Profile(int number, int saltLength) {
            this.number = number;
            this.saltLength = saltLength;
        }

        static Profile chosen(int[] offered) {
            for (Profile one : values()) {
                for (int number : offered) {
                    if (number == one.number) {
                        return one;
                    }
                }
            }
            return null;
        }

        int number() {
            return number;
        }

        int keyLength() {
            return KEY;
        }

        int saltLength() {
            return saltLength;
        }
    }
}
