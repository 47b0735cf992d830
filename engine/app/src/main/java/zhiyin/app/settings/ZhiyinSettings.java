package zhiyin.app.settings;

import java.nio.file.Path;
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
 * @param invitesPerSecond  per unknown source
 * @param maxCalls    calls at once
 * @param recordingFormat {@code pcm} or {@code alaw}
 * @param adminPassword first password of admin; empty: a random one is printed
 */
@ConfigurationProperties("zhiyin")
public record ZhiyinSettings(Path data, Path flows, Path plugins, int sipPort, String sipAddress, String rtpPorts,
                             int rtpTimeoutSeconds, int invitesPerSecond, int maxCalls, String recordingFormat, String adminPassword) {

    public int firstRtpPort() {
        return Integer.parseInt(rtpPorts.split("-")[0].strip());
    }

    public int lastRtpPort() {
        return Integer.parseInt(rtpPorts.split("-")[1].strip());
    }
}
