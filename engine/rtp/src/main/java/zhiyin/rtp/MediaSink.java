package zhiyin.rtp;

/** Right side of a row in the media table: a port's outbound audio, or a recording (into its left or only channel). */
public sealed interface MediaSink permits MediaPort, Recording {
}
