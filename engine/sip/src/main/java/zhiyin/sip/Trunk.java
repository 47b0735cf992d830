package zhiyin.sip;

import java.util.List;

/**
 * A line to another exchange: where our outgoing calls go, and whose incoming calls we believe.
 *
 * @param id             unique name, used in logs and in {@link CallSource#name()}
 * @param host           IP address or host name of the far end
 * @param port           its SIP port
 * @param transport      how it is reached
 * @param prefixes       numbers it takes, by their beginnings; the empty string takes any
 * @param user           user name for digest challenges, or null where it asks for none
 * @param password       its password, or null
 * @param refer          whether it can be asked to transfer a call by REFER
 * @param callerIdHeader header that carries our number besides From, such as {@code P-Asserted-Identity}; null for none
 * @param centre         whether the far end is another centre of ours, whose attached data is believed
 */
public record Trunk(String id, String host, int port, Transport transport, List<String> prefixes, String user,
                    String password, boolean refer, String callerIdHeader, boolean centre) {

    public Trunk {
        prefixes = List.copyOf(prefixes);
    }

    /** A UDP trunk that asks for no password and takes every number: a neighbour on the same wire. */
    public static Trunk to(String id, String host, int port) {
        return new Trunk(id, host, port, Transport.UDP, List.of(""), null, null, true, null, false);
    }

    public Trunk over(Transport other) {
        return new Trunk(id, host, port, other, prefixes, user, password, refer, callerIdHeader, centre);
    }

    public Trunk taking(String... numberPrefixes) {
        return new Trunk(id, host, port, transport, List.of(numberPrefixes), user, password, refer, callerIdHeader, centre);
    }

    public Trunk as(String digestUser, String digestPassword) {
        return new Trunk(id, host, port, transport, prefixes, digestUser, digestPassword, refer, callerIdHeader, centre);
    }

    /** Length of the longest prefix that begins the number, or -1 if none does. */
    int match(String number) {
        return prefixes.stream().filter(number::startsWith).mapToInt(String::length).max().orElse(-1);
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "Trunk[" + id + " " + transport + " " + host + ":" + port + "]";
    }
}
