package zhiyin.call;

import java.security.SecureRandom;
import java.util.UUID;

/** UUIDs of version 7 (RFC 9562 section 5.7): milliseconds first, so that ids sort by time. */
public final class CallIds {

    private static final SecureRandom RANDOM = new SecureRandom();

    private CallIds() { }

    public static String next() {
        long high = System.currentTimeMillis() << 16 | 0x7000 | RANDOM.nextInt(0x1000);
        long low = RANDOM.nextLong() >>> 2 | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
