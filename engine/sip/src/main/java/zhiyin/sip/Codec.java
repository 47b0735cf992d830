package zhiyin.sip;

/**
 * An audio encoding under the payload type it has in one session.
 *
 * @param payloadType 0 to 127
 * @param name        encoding name as registered, in the writer's case
 * @param clockRate   Hz
 * @param parameters  value of {@code a=fmtp}, or null
 */
public record Codec(int payloadType, String name, int clockRate, String parameters) {

    public static final Codec PCMU = new Codec(0, "PCMU", 8000, null);
    public static final Codec PCMA = new Codec(8, "PCMA", 8000, null);
    /** Keys as RTP events (RFC 4733), under the payload type that most equipment uses. */
    public static final Codec TELEPHONE_EVENT = new Codec(101, "telephone-event", 8000, "0-15");

    /** Whether both are the same encoding, whatever their payload types. */
    public boolean sameEncoding(Codec other) {
        return clockRate == other.clockRate && name.equalsIgnoreCase(other.name);
    }

    public boolean telephoneEvent() {
        return sameEncoding(TELEPHONE_EVENT);
    }
}
