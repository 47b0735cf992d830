package zhiyin.sip;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A session description in the making. */
final class SdpParts {

    long sessionId;
    long version;
    String address;
    int port;
    InetSocketAddress rtcp;
    List<Codec> codecs = new ArrayList<>();
    Direction direction = Direction.SENDRECV;
    int ptime = 20;
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
}
