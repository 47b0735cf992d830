package zhiyin.app.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import zhiyin.call.CallSettings;

/**
 * The engine's settings, each an environment variable {@code ZHIYIN_...} or a property {@code zhiyin....}.
 *
 * @param data        data folder
 * @param flows       folder of the shipped flows
 * @param plugins     folder of plugin jars, or of plugin projects with a built jar
 * @param sipPort     UDP and TCP
 * @param sipAddress  address told to callers; empty: found by itself
 * @param rtpPorts    {@code first-last}
 * @param webRtcPort UDP port of browsers that are phones; 0 picks a free one, -1 is none
 * @param rtpTimeoutSeconds without any RTP a call is ended
 * @param sessionSeconds  without a refresh a call is ended (RFC 4028)
 * @param invitesPerSecond  per unknown source
 * @param maxCalls    calls at once
 * @param recordingFormat {@code pcm} or {@code alaw}: 16 or 8 KB a second, as WAV (REC-06)
 * @param record what is recorded, both sides in stereo, A-law: {@code conversations} with people, {@code calls} from their answer to their end, or {@code nothing} (REC-01, REC-02)
 * @param adminPassword first password of admin; empty: a random one is printed
 */
@ConfigurationProperties("zhiyin")
public record ZhiyinSettings(Path data, Path flows, Path plugins, int sipPort, String sipAddress, String rtpPorts, int webRtcPort,
                             int rtpTimeoutSeconds, int sessionSeconds, int invitesPerSecond, int maxCalls, String recordingFormat, CallSettings.Scope record, String adminPassword) {

    private static final Pattern RANGE = Pattern.compile("\\s*(\\d{1,5})\\s*-\\s*(\\d{1,5})\\s*");

    public ZhiyinSettings {
        if (sessionSeconds < 0) {
            throw new IllegalArgumentException("Sessions cannot last " + sessionSeconds + " seconds. Set zhiyin.session-seconds to 90 or more.");
        }
        if (!List.of("pcm", "alaw").contains(recordingFormat)) {
            throw new IllegalArgumentException("Messages cannot be recorded as \"" + recordingFormat + "\". Set ZHIYIN_RECORDING_FORMAT to pcm or alaw.");
        }
        Matcher range = RANGE.matcher(rtpPorts);
        if (!range.matches() || Integer.parseInt(range.group(1)) >= Integer.parseInt(range.group(2)) || Integer.parseInt(range.group(2)) > 65535) {
            throw new IllegalArgumentException("RTP has no ports in \"" + rtpPorts + "\". Set ZHIYIN_RTP_PORTS to the first and the last one, such as 20000-24999.");
        }
    }

    public int firstRtpPort() {
        return rtpPorts(1);
    }

    public int lastRtpPort() {
        return rtpPorts(2);
    }

    private int rtpPorts(int which) {
        Matcher range = RANGE.matcher(rtpPorts);
        range.matches();
        return Integer.parseInt(range.group(which));
    }
}
