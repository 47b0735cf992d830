package zhiyin.rtp;

/** Hears what one port receives. Called on the engine's wheel thread, which serves all calls: hand off and return, never block. */
@FunctionalInterface
public interface AudioListener {

    /**
     * The next 20 ms after the jitter buffer; silence where nothing came, or while a secret is keyed.
     *
     * @param frame    160 samples; only for the time of this call, and not to be written to
     * @param nanoTime {@link System#nanoTime()} of the frame
     */
    void heard(MediaPort port, short[] frame, long nanoTime);
}
