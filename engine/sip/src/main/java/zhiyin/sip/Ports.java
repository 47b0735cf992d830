package zhiyin.sip;

/** The ports we listen on; {@code tls} is 0 without TLS. */
record Ports(int plain, int tls) {

    int of(Transport transport) {
        return transport == Transport.TLS ? tls : plain;
    }
}
