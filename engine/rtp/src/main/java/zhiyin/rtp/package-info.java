/**
 * Media of phone calls as bytes: RTP packets, G.711, keys, pacing, mixing, recording. It knows neither SIP nor flows: a
 * {@link zhiyin.rtp.MediaEngine} opens {@link zhiyin.rtp.MediaPort}s, SIP's answer is given to
 * {@link zhiyin.rtp.MediaPort#connect}, and a {@link zhiyin.rtp.MediaListener} hears of keys.
 *
 * <h2>Data path</h2>
 * <pre>
 *  socket -> Receiver (rtp-receive, one thread, selector)
 *              -> Inbound: RtpPacket -> Latch -> Reception -> EventReceiver  -> KeyPresses -> MediaListener
 *                                                          -> ToneDetector   -^
 *                                                          -> JitterBuffer
 *  Wheel (rtp-wheel, one thread, 1 ms ticks, 20 slots); each tick runs three passes over the ports of its slot:
 *    take    JitterBuffer -> the port's inbound frame of 160 samples, if anyone consumes it -> AudioListener
 *    send    Player + rows of the MediaTable -> Mix -> KeySender may replace it -> Codec -> RtpSender -> socket
 *    record  inbound and outbound frame -> FrameRing -> RecordingFile (rtp-disk, two threads) -> WAV file
 * </pre>
 * The passes are why ports that hear each other share a slot: every inbound frame is there before the first is mixed.
 *
 * <h2>Who may touch what</h2>
 * Public methods may be called from any thread; they set a volatile field or add to a queue that the wheel empties. Frames,
 * playback and sender state belong to the wheel; parsing, latch and detector to the receiver. The jitter buffer, the
 * latch and key presses are the only state both touch, under short locks. The one send buffer and the one receive
 * buffer are direct and shared by all ports, as each belongs to one thread.
 *
 * <h2>RTP packet (RFC 3550 section 5.1)</h2>
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |V=2|P|X|  CC   |M|     PT      |        sequence number        |
 *  |                           timestamp                           |
 *  |                     synchronization source                    |
 *  |            contributing sources (CC times 32 bits)            |
 *  |      if X: profile            |  length in 32-bit words, data |
 *  |      payload; if P, the last byte counts the padding          |
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  payload of a telephone event (RFC 4733 section 2.3):
 *  |     event     |E|R| volume    |          duration             |
 * </pre>
 */
package zhiyin.rtp;
