package zhiyin.app.transport;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import zhiyin.app.settings.ZhiyinSettings;

/** The address that callers are told: the one that is set, else the first of this machine that others can reach, else loopback. */
@Component
public class OwnAddress {

    private static final Logger LOG = LoggerFactory.getLogger(OwnAddress.class);

    private final String address;

    OwnAddress(ZhiyinSettings settings) {
        address = settings.sipAddress() == null || settings.sipAddress().isBlank() ? found() : known(settings.sipAddress());
    }

    private static String known(String set) {
        try {
            InetAddress.getByName(set);
            return set;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Nobody finds the address \"" + set + "\". Correct ZHIYIN_SIP_ADDRESS, or leave it out: then this machine's own is taken.", e);
        }
    }

    private static String found() {
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InetAddress candidate : Collections.list(network.getInetAddresses())) {
                    if (candidate instanceof Inet4Address && !candidate.isLoopbackAddress() && network.isUp()) {
                        return candidate.getHostAddress();
                    }
                }
            }
        } catch (SocketException e) {
            LOG.warn("The network interfaces cannot be read; only callers on this machine will hear us. Set ZHIYIN_SIP_ADDRESS.", e);
        }
        return "127.0.0.1";
    }

    @Override public String toString() {
        return address;
    }
}
