package zhiyin.call.phone;

/**
 * A stretch of speech that was heard, ended by a silence.
 *
 * @param startMs  since the answer
 * @param lengthMs from the first loud frame to the last, pauses within included
 * @param level    dBFS of its loud frames
 */
public record HeardPrompt(long startMs, long lengthMs, double level) { }
