package zhiyin.call;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.RecordingSpec;
import zhiyin.spi.dialogue.KeyTable;

/**
 * How calls behave.
 *
 * @param advertised  address in our SDP, for callers that are not on loopback
 * @param keys        which key means what
 * @param maxFailures failed attempts after which a call is ended
 * @param recordings  folder of recordings
 * @param format      sample format of recordings
 * @param skip        how far a long text is wound by one key
 * @param referTrunks ids of trunks that take a REFER
 * @param maxCalls    calls at once, the reserved place not counted
 * @param music       heard while waiting or held, from its beginning again and again
 * @param recorded    what is recorded of calls, both sides
 */
public record CallSettings(String advertised, KeyTable keys, int maxFailures, Path recordings, RecordingSpec.Format format,
                           Duration skip, Set<String> referTrunks, int maxCalls, AudioClip music, Scope recorded) {

    /** What is recorded: nothing but messages, what is said with another party, or every call from its answer to its end. */
    public enum Scope { NOTHING, CONVERSATIONS, CALLS }

    public static CallSettings standard(String advertised, Path recordings) {
        return new CallSettings(advertised, KeyTable.STANDARD, 12, recordings, RecordingSpec.Format.PCM16, Duration.ofSeconds(5), Set.of(), 1000, AudioClip.around(new short[0]), Scope.NOTHING);
    }
}
