package zhiyin.sip;

import java.nio.file.Path;

/**
 * The TLS listener.
 *
 * @param port     TCP port; 0 picks a free one
 * @param keyStore a PKCS #12 or JKS file with our key and certificate; also the certificates we trust as a client
 * @param password opens the store and the key
 */
public record TlsSettings(int port, Path keyStore, String password) {

    @Override
    public String toString() {
        return "TlsSettings[" + port + " " + keyStore + "]";
    }
}
