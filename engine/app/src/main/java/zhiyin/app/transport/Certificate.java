package zhiyin.app.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import zhiyin.app.settings.DataFolder;

/**
 * The certificate that the hotline shows on HTTPS and on SIP over TLS: the operator's own, else a self-signed one made at the first start.
 * A changed file is taken up within seconds; one that is no good is refused in the log and the one before goes on being shown.
 */
@Component
public class Certificate implements SslBundleRegistrar {

    /** Name of the bundle that web servers and clients may ask for. */
    static final String BUNDLE = "zhiyin";

    private static final Logger LOG = LoggerFactory.getLogger(Certificate.class);
    private static final Duration WARN_BEFORE = Duration.ofDays(30);

    static {
        // Key stores that this process makes, the web server's copy among them, never leave its memory: hashing their random passwords
        // ten thousand times guards nothing and costs a second of each start.
        Stream.of("certPbe", "keyPbe", "mac").forEach(part -> System.setProperty("keystore.pkcs12." + part + "IterationCount", "1"));
    }

    private final DataFolder data;
    private final TransportSettings settings;
    private final OwnAddress address;
    private final Clock clock;
    private final char[] inMemory = UUID.randomUUID().toString().toCharArray();
    private final ReplaceableKey key = new ReplaceableKey();
    private volatile KeyAndChain present;
    private volatile SslBundle bundle;
    private volatile String seen;
    private SslBundleRegistry registry;

    Certificate(DataFolder data, TransportSettings settings, OwnAddress address, Clock clock) {
        this.data = data;
        this.settings = settings;
        this.address = address;
        this.clock = clock;
        makeWhereThereIsNone();
        seen = state();
        take(read());
    }

    private boolean selfSigned() {
        return settings.certificate() == null || settings.certificate().isBlank();
    }

    private Path file() {
        return selfSigned() ? data.path("tls.p12") : Path.of(settings.certificate());
    }

    private Path keyFile() {
        return selfSigned() || settings.key() == null || settings.key().isBlank() ? null : Path.of(settings.key());
    }

    private void makeWhereThereIsNone() {
        if (selfSigned() && Files.notExists(file())) {
            SelfSigned.make(file(), password(), address.toString());
        }
    }

    private String password() {
        return selfSigned() ? data.secretOrNew("tls.self-signed.password", () -> new BigInteger(160, new SecureRandom()).toString(36))
                : data.secret("tls.password").orElse("");
    }

    private KeyAndChain read() {
        return KeyAndChain.read(file(), keyFile(), password());
    }

    private void take(KeyAndChain read) {
        KeyStore trusted = trusted(read);
        SslBundle made = SslBundle.of(SslStoreBundle.of(read.store(inMemory), new String(inMemory), trusted), SslBundleKey.of(new String(inMemory)));
        key.show(Stream.of(made.getManagers().getKeyManagers()).filter(X509ExtendedKeyManager.class::isInstance).map(X509ExtendedKeyManager.class::cast).findFirst().orElseThrow());
        present = read;
        bundle = made;
        String problem = problem();
        if (problem.isEmpty()) {
            LOG.info("TLS shows {}, valid until {}", read.certificate().getSubjectX500Principal(), lastDay());
        } else {
            LOG.warn("TLS: {}", problem);
        }
    }

    /** Whom we believe when we connect to them: what the operator named, and ourselves; no authority of the web at large, for no name is checked. */
    private KeyStore trusted(KeyAndChain own) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("own", own.certificate());
            AtomicInteger count = new AtomicInteger();
            for (X509Certificate other : named()) {
                trusted.setCertificateEntry("trust-" + count.incrementAndGet(), other);
            }
            return trusted;
        } catch (IOException | GeneralSecurityException | IllegalStateException e) {
            throw new IllegalStateException("The certificates in " + settings.trust() + " cannot be read: " + e.getMessage() + ". Correct ZHIYIN_TLS_TRUST; it takes PEM.", e);
        }
    }

    private Collection<X509Certificate> named() throws IOException {
        return settings.trust() == null || settings.trust().isBlank() ? List.of() : PemContent.load(Path.of(settings.trust())).getCertificates();
    }

    @Override public void registerBundles(SslBundleRegistry bundles) {
        registry = bundles;
        bundles.registerBundle(BUNDLE, bundle);
    }

    /** Takes up files that were replaced. */
    @Scheduled(fixedDelay = 2000)
    void refresh() {
        String now = state();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            take(read());
            if (registry != null) {
                registry.updateBundle(BUNDLE, bundle);
            }
        } catch (RuntimeException e) {
            LOG.error("The replaced certificate is not taken up, the one before goes on being shown. {}", e.getMessage());
        }
    }

    private String state() {
        return changed(file()) + " " + (keyFile() == null ? "" : changed(keyFile()));
    }

    private static String changed(Path file) {
        try {
            return Files.exists(file) ? Files.getLastModifiedTime(file) + "/" + Files.size(file) : "none";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For SIP: shows the present certificate to each new connection. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {key}, bundle.getManagers().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java offers no TLS: " + e.getMessage(), e);
        }
    }

    private LocalDate lastDay() {
        return LocalDate.ofInstant(present.certificate().getNotAfter().toInstant(), clock.getZone());
    }

    /** Whether nobody will accept it any more, or not yet. */
    public boolean isBad() {
        Instant now = clock.instant();
        return now.isAfter(present.certificate().getNotAfter().toInstant()) || now.isBefore(present.certificate().getNotBefore().toInstant());
    }

    /** What is wrong with it, or will be within 30 days, and the way out; empty if nothing is. */
    public String problem() {
        Instant now = clock.instant();
        Instant end = present.certificate().getNotAfter().toInstant();
        if (now.isBefore(present.certificate().getNotBefore().toInstant())) {
            return "the certificate in " + file() + " is valid only from " + present.certificate().getNotBefore() + ". See that this machine's clock is right, or name another in ZHIYIN_TLS_CERTIFICATE.";
        }
        if (now.isAfter(end)) {
            return "the certificate in " + file() + " expired on " + lastDay() + ": browsers and telephones refuse it. " + remedy();
        }
        return end.isAfter(now.plus(WARN_BEFORE)) ? "" : "the certificate in " + file() + " expires on " + lastDay() + ", in " + Duration.between(now, end).toDays() + " days. " + remedy();
    }

    private String remedy() {
        return selfSigned() ? "Delete the file and start again: a new one is made." : "Put the renewed one in its place; it is taken up at once.";
    }
}
