package zhiyin.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Addresses in session descriptions. Nothing here ever asks the DNS: a stranger writes these. */
final class SdpAddresses {

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z]([0-9A-Za-z.-]{0,253}[0-9A-Za-z])?");

    private SdpAddresses() {
    }

    static InetSocketAddress socket(String address, int port) {
        if (!literal(address)) {
            return InetSocketAddress.createUnresolved(address, port);
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(address), port);
        } catch (UnknownHostException e) {
            return InetSocketAddress.createUnresolved(address, port);
        }
    }

    /** As in c= and o= lines: {@code IN IP4 192.0.2.1}. */
    static String written(String address) {
        return (address.indexOf(':') >= 0 ? "IN IP6 " : "IN IP4 ") + address;
    }

    /** The address of {@code IN IP4 192.0.2.1/ttl}, without the TTL. */
    static String read(String connection) throws SdpException {
        String[] words = connection.trim().split(" +");
        if (words.length != 3 || !words[0].equals("IN")) {
            throw new SdpException("not a connection: " + SdpReader.shown(connection));
        }
        String address = words[2].split("/", 2)[0];
        if (!literal(address) && !HOST.matcher(address).matches()) {
            throw new SdpException("not an address: " + SdpReader.shown(address));
        }
        return address;
    }

    private static boolean literal(String address) {
        return IPV4.matcher(address).matches() || address.length() < 46 && IPV6.matcher(address).matches();
    }
}
