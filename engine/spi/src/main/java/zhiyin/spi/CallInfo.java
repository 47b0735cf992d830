package zhiyin.spi;

import java.time.Instant;

/**
 * The facts of one contact.
 *
 * @param callId   our UUIDv7, the same in every log, table and event
 * @param caller   the calling number as the network gave it, digits only where it is a telephone number; may be empty
 * @param dialed   the number dialed
 * @param at       when the call reached us
 * @param language BCP 47 primary tag of the language spoken now: {@code zh} or {@code en}
 */
public record CallInfo(String callId, String caller, String dialed, Instant at, String language) { }
