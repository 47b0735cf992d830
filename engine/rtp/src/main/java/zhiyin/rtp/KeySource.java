package zhiyin.rtp;

/** How a key reached us. */
public enum KeySource {
    /** A telephone-event packet (RFC 4733). */
    RFC4733,
    /** A tone heard in the audio. */
    IN_BAND
}
