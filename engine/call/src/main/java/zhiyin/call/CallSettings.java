package zhiyin.call;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
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
 */
public record CallSettings(String advertised, KeyTable keys, int maxFailures, Path recordings, RecordingSpec.Format format,
                           Duration skip, Set<String> referTrunks, int maxCalls) {

    public static CallSettings standard(String advertised, Path recordings) {
        return new CallSettings(advertised, KeyTable.STANDARD, 12, recordings, RecordingSpec.Format.PCM16, Duration.ofSeconds(5), Set.of(), 1000);
    }
}
