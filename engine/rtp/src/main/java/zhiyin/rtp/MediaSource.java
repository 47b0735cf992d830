package zhiyin.rtp;

/** Left side of a row in the media table: a port's inbound audio, or a playback. */
public sealed interface MediaSource permits MediaPort, Playback {
}
