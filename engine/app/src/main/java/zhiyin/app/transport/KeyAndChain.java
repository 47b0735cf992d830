package zhiyin.app.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.springframework.boot.ssl.pem.PemContent;

/** A private key, its certificate, and the certificates that lead up to an authority. */
record KeyAndChain(PrivateKey key, List<X509Certificate> chain) {

    private static final byte[] ANYTHING = {1, 2, 3};

    X509Certificate certificate() {
        return chain.get(0);
    }

    /**
     * Reads PEM or PKCS #12, whichever it is.
     *
     * @param keyFile PEM file of the key, or null where the file holds it too
     * @throws IllegalStateException naming the file, what is wrong with it, and the way out
     */
    static KeyAndChain read(Path file, Path keyFile, String password) {
        KeyAndChain read;
        try {
            read = keyFile != null || PemContent.isPresentInText(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                    ? pem(file, keyFile == null ? file : keyFile, password) : pkcs12(file, password);
        } catch (IOException | GeneralSecurityException | IllegalStateException | IllegalArgumentException e) {
            throw new IllegalStateException("The certificate in " + named(file, keyFile) + " cannot be read: " + (e instanceof NoSuchFileException missing ? "there is no file " + missing.getFile() : e.getMessage())
                    + ". Correct ZHIYIN_TLS_CERTIFICATE, ZHIYIN_TLS_KEY or the secret tls.password.", e);
        }
        if (!read.belongTogether()) {
            throw new IllegalStateException("The key in " + named(keyFile == null ? file : keyFile, null) + " is not the key of the certificate in " + file
                    + " (" + read.certificate().getSubjectX500Principal() + "). Name the two that were made together in ZHIYIN_TLS_CERTIFICATE and ZHIYIN_TLS_KEY.");
        }
        return read;
    }

    private static String named(Path file, Path keyFile) {
        return file + (keyFile == null ? "" : " with the key in " + keyFile);
    }

    private static KeyAndChain pem(Path file, Path keyFile, String password) throws IOException {
        return new KeyAndChain(PemContent.load(keyFile).getPrivateKey(password.isEmpty() ? null : password), PemContent.load(file).getCertificates());
    }

    private static KeyAndChain pkcs12(Path file, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(file.toFile(), password.toCharArray());
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getKey(alias, password.toCharArray()) instanceof PrivateKey key) {
                return new KeyAndChain(key, Arrays.stream(store.getCertificateChain(alias)).map(X509Certificate.class::cast).toList());
            }
        }
        throw new GeneralSecurityException("it holds no private key");
    }

    /** What the key signs, the certificate must verify. */
    private boolean belongTogether() {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(ANYTHING);
            byte[] signed = signature.sign();
            signature.initVerify(certificate());
            signature.update(ANYTHING);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** As a key store in memory. */
    KeyStore store(char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("zhiyin", key, password, chain.toArray(X509Certificate[]::new));
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The certificate " + certificate().getSubjectX500Principal() + " cannot be used: " + e.getMessage(), e);
        }
    }
}
