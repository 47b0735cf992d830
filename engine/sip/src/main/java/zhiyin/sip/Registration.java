package zhiyin.sip;

import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * An extension that can be called.
 *
 * @param number    the extension
 * @param contact   the contact URI as the phone wrote it
 * @param source    the address that the REGISTER came from; calls go back there, through whatever NAT is between
 * @param transport what it came on
 * @param expires   when the registration lapses unless renewed
 */
public record Registration(String number, String contact, InetSocketAddress source, Transport transport, Instant expires) {
}
