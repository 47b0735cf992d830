package zhiyin.rtp;

/** Frames on their way from the wheel to a disk thread: one writer, one reader, no lock. */
final class FrameRing {

    /** 2.56 s: how long a disk may hang before audio is lost. */
    private static final int FRAMES = 128;

    private final short[][] frames;
    private volatile long written;
    private volatile long read;

    FrameRing(int samplesPerFrame) {
        frames = new short[FRAMES][samplesPerFrame];
    }

    /** The frame to fill next, or null if the ring is full; {@link #push} hands it over. */
    short[] free() {
        return written - read == FRAMES ? null : frames[(int) (written % FRAMES)];
    }

    void push() {
        written++;
    }

    int readable() {
        return (int) (written - read);
    }

    short[] peek() {
        return frames[(int) (read % FRAMES)];
    }

    void pop() {
        read++;
    }
}
