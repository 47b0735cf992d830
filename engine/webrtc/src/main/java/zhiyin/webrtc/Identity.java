package zhiyin.webrtc;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.bc.BcX509v3CertificateBuilder;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** Our key and self-signed certificate (P-256), new at every start: browsers know it by the fingerprint in our answer alone (RFC 8122). */
final class Identity {

    private static final Duration VALID = Duration.ofDays(3650);

    private final BcTlsCrypto crypto = new BcTlsCrypto(new SecureRandom());
    private final AsymmetricKeyParameter key;
    private final Certificate certificate;
    private final String fingerprint;

    Identity() {
        try {
            AsymmetricCipherKeyPair pair = pair();
            key = pair.getPrivate();
            X500Name name = new X500Name("CN=zhiyin");
            X509CertificateHolder made = new BcX509v3CertificateBuilder(name, new BigInteger(63, crypto.getSecureRandom()), Date.from(Instant.now().minus(Duration.ofDays(1))),
                    Date.from(Instant.now().plus(VALID)), name, pair.getPublic()).build(new BcECContentSignerBuilder(new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256withECDSA"),
                    new DefaultDigestAlgorithmIdentifierFinder().find("SHA-256")).build(key));
            certificate = new Certificate(new TlsCertificate[] {crypto.createCertificate(made.getEncoded())});
            fingerprint = fingerprint(made.getEncoded());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate could be made", e);
        }
    }

    private AsymmetricCipherKeyPair pair() {
        X9ECParameters curve = ECNamedCurveTable.getByOID(SECObjectIdentifiers.secp256r1);
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(new ECNamedDomainParameters(SECObjectIdentifiers.secp256r1, curve), crypto.getSecureRandom()));
        return generator.generateKeyPair();
    }

    BcTlsCrypto crypto() {
        return crypto;
    }

    AsymmetricKeyParameter key() {
        return key;
    }

    Certificate certificate() {
        return certificate;
    }

    /** SHA-256 of the certificate, upper-case pairs with colons. */
    String fingerprint() {
        return fingerprint;
    }

    static String fingerprint(byte[] certificate) {
        try {
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
