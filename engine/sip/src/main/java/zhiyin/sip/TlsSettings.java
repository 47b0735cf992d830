package zhiyin.sip;

import javax.net.ssl.SSLContext;

/**
 * The TLS listener (RFC 3261 section 26.3.1).
 *
 * @param port    TCP port; 0 picks a free one
 * @param context its key managers show our certificate to whoever connects, and are asked anew for each connection; its trust
 *                managers judge the exchanges that we connect to
 */
public record TlsSettings(int port, SSLContext context) {
}
