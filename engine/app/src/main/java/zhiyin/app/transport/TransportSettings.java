package zhiyin.app.transport;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Encrypted transport, {@code zhiyin.tls....}.
 *
 * @param sipPort     SIP over TLS; 0 picks a free one, -1 is none
 * @param httpsPort   HTTPS; 0 picks a free one, -1 is none
 * @param certificate the operator's own: a PEM file with the certificate and what leads up to its authority, or a PKCS #12 file (RFC 7292)
 *                    that holds the key too; empty: a self-signed one is made. Its password is the secret {@code tls.password}
 * @param key         PEM file of its private key; empty where the file above holds it
 * @param trust       PEM file of further authorities or certificates by which we know exchanges that we reach over TLS
 */
@ConfigurationProperties("zhiyin.tls")
public record TransportSettings(int sipPort, int httpsPort, String certificate, String key, String trust) { }
