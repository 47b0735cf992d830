/** Encrypted transport: the certificate that SIP over TLS and HTTPS show, and the HTTPS port. */
package zhiyin.app.transport;
