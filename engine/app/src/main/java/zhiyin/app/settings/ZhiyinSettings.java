package zhiyin.app.settings;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The engine's settings, each an environment variable {@code ZHIYIN_...} or a property {@code zhiyin....}.
 *
 * @param data        data folder
 * @param flows       folder of the shipped flows
 * @param plugins     folder of plugin jars, or of plugin projects with a built jar
 * @param sipPort     UDP and TCP
 * @param sipAddress  address told to callers; empty: found by itself
 * @param rtpPorts    {@code first-last}
 * @param rtpTimeoutSeconds without any RTP a call is ended
 * @param sessionSeconds  without a refresh a call is ended (RFC 4028)
 * @param invitesPerSecond  per unknown source
 * @param maxCalls    calls at once
 * @param recordingFormat {@code pcm} or {@code alaw}: 16 or 8 KB a second, as WAV (REC-06)
 * @param adminPassword first password of admin; empty: a random one is printed
 */
@ConfigurationProperties("zhiyin")
public record ZhiyinSettings(Path data, Path flows, Path plugins, int sipPort, String sipAddress, String rtpPorts,
                             int rtpTimeoutSeconds, int sessionSeconds, int invitesPerSecond, int maxCalls, String recordingFormat, String adminPassword) {

    public ZhiyinSettings {
        if (sessionSeconds < 0) {
            throw new IllegalArgumentException("Sessions cannot last " + sessionSeconds + " seconds. Set zhiyin.session-seconds to 90 or more.");
        }
        if (!List.of("pcm", "alaw").contains(recordingFormat)) {
            throw new IllegalArgumentException("Messages cannot be recorded as \"" + recordingFormat + "\". Set ZHIYIN_RECORDING_FORMAT to pcm or alaw.");
        }
    }

    public int firstRtpPort() {
        return Integer.parseInt(rtpPorts.split("-")[0].strip());
    }

    public int lastRtpPort() {
        return Integer.parseInt(rtpPorts.split("-")[1].strip());
    }
}
