package zhiyin.spi.port;

import java.util.Optional;

/** Other centres reachable over trunks. */
public interface Trunks {

    /** The number to call for the centre of that area code (0531), if one is configured. */
    Optional<String> centreOf(String areaCode);
}
