package zhiyin.rtp;

/**
 * Audio to play, read on the engine's wheel thread: it must never block or touch a disk. One playback owns one source.
 */
public interface AudioSource {

    /**
     * Reads up to {@code count} samples.
     *
     * @return how many were written; fewer than {@code count} means the end was reached
     */
    int read(short[] into, int at, int count);

    /**
     * Moves by a number of samples, backward if negative, stopping at either end.
     *
     * @return by how many samples it did move; a source that cannot move returns 0
     */
    default long skip(long samples) {
        return 0;
    }
}
