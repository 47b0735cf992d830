package zhiyin.sip;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A token bucket per source address. Idle buckets are forgotten by {@link #sweep}. */
final class TokenBuckets {

    private static final double NANOS = 1e9;

    private final Map<InetAddress, Bucket> buckets = new ConcurrentHashMap<>();
    private final double perSecond;
    private final double burst;

    TokenBuckets(double perSecond, double burst) {
        this.perSecond = perSecond;
        this.burst = burst;
    }

    /** Takes one token. @return false if there is none */
    boolean take(InetAddress source) {
        return bucket(source).take(System.nanoTime(), 1);
    }

    /** Whether {@link #take} would succeed. */
    boolean hasToken(InetAddress source) {
        Bucket bucket = buckets.get(source);
        return bucket == null || bucket.take(System.nanoTime(), 0);
    }

    /** Forgets the full buckets, which say nothing. */
    void sweep() {
        long now = System.nanoTime();
        buckets.values().removeIf(bucket -> bucket.full(now));
    }

    private Bucket bucket(InetAddress source) {
        return buckets.computeIfAbsent(source, any -> new Bucket());
    }

    private final class Bucket {

        private double tokens = burst;
        private long filledAt = System.nanoTime();

        synchronized boolean take(long now, int wanted) {
            fill(now);
            if (tokens < 1) {
                return false;
            }
            tokens -= wanted;
            return true;
        }

        synchronized boolean full(long now) {
            fill(now);
            return tokens >= burst;
        }

        private void fill(long now) {
            tokens = Math.min(burst, tokens + (now - filledAt) / NANOS * perSecond);
            filledAt = now;
        }
    }
}
