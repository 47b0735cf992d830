package zhiyin.sip;

import java.net.InetSocketAddress;

/**
 * Where an INVITE came from, judged by the address it arrived from and never by what it says of itself.
 *
 * @param kind      how far it is known
 * @param name      trunk id, or number of the registered extension; null if unknown
 * @param address   the packet's source
 * @param transport what it arrived on
 */
public record CallSource(Kind kind, String name, InetSocketAddress address, Transport transport) {

    public enum Kind { TRUNK, EXTENSION, UNKNOWN }

    public boolean loopback() {
        return address.getAddress().isLoopbackAddress();
    }
}
