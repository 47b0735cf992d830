package zhiyin.call.phone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import zhiyin.rtp.AudioClip;

/**
 * Keeps everything one call receives, with times, and tells speech from silence by level. Frames come from the media thread;
 * whoever waits is woken with each.
 */
public final class Ear {

    /** So much silence after speech, and the prompt has ended. */
    public static final Duration PROMPT_END = Duration.ofMillis(700);

    private static final int FRAME = 160;
    private static final int FRAME_MS = 20;
    /** -45 dBFS: above any idle codec, below any speech. */
    private static final double LEAST_SPEECH = 34_000;
    /** A prompt that a key has stopped is told from the next by this much silence; the lead-in after a key is longer. */
    private static final long STOPPED_MS = 100;
    /** A single click is no speech. */
    private static final int FRAMES_TO_BELIEVE = 2;
    private static final double FULL_SCALE = 32768.0 * 32768.0;

    private final long start = System.nanoTime();
    private short[] samples = new short[FRAME * 500];
    private long[] times = new long[500];
    private double[] powers = new double[500];
    private int frames;
    private long answered = start;
    private boolean ended;
    private int mark;

    /** One frame of 160 samples. */
    synchronized void hear(short[] frame, long nanoTime) {
        if (ended) {
            return;
        }
        if (frames == times.length) {
            samples = Arrays.copyOf(samples, samples.length * 2);
            times = Arrays.copyOf(times, frames * 2);
            powers = Arrays.copyOf(powers, frames * 2);
        }
        System.arraycopy(frame, 0, samples, frames * FRAME, FRAME);
        times[frames] = nanoTime;
        powers[frames++] = power(frame);
        notifyAll();
    }

    private static double power(short[] frame) {
        double sum = 0;
        for (short sample : frame) {
            sum += (double) sample * sample;
        }
        return sum / frame.length;
    }

    /** From here on times are counted; early media before it has negative ones. */
    synchronized void answered(long nanoTime) {
        answered = nanoTime;
        notifyAll();
    }

    /** Nothing more will be heard: whoever waits is let go. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized boolean ended() {
        return ended;
    }

    /** What was heard up to now counts no more: the next prompt is one that begins after this. */
    synchronized void forget() {
        mark = frames;
    }

    /** Waits for speech that begins after the last {@link #forget}; false if it did not in that time, or the call ended. */
    public synchronized boolean awaitSpeech(Duration atMost) {
        return await(atMost, () -> onset() >= 0);
    }

    /** Waits until {@link #PROMPT_END} of silence follow speech that began after the last {@link #forget}. */
    public synchronized boolean awaitPromptEnd(Duration atMost) {
        return await(atMost, () -> onset() >= 0 && quietMs() >= PROMPT_END.toMillis());
    }

    /** Waits until nothing has been heard for that long; false if the call ended first, or it never was silent so long. */
    public synchronized boolean awaitSilence(Duration length, Duration atMost) {
        int from = frames;
        return await(atMost, () -> (frames - from) * FRAME_MS >= length.toMillis() && quietMs() >= length.toMillis());
    }

    /** Waits a fixed time; false if the call ended first. */
    public synchronized boolean pause(Duration length) {
        return !await(length, () -> false) && !ended;
    }

    /** What a waiting thread waits for. */
    private interface Condition {
        boolean holds();
    }

    private boolean await(Duration atMost, Condition condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (!condition.holds()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (ended || left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Frame where speech began after the mark; what went on at the mark must have paused first. -1 for none. */
    private int onset() {
        boolean fresh = !speaking(mark);
        int quiet = 0;
        for (int i = mark; i < frames; i++) {
            quiet = loud(i) ? 0 : quiet + 1;
            fresh |= quiet * FRAME_MS >= STOPPED_MS;
            if (fresh && believed(i)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether somebody spoke at that frame or a moment before. */
    private boolean speaking(int frame) {
        for (int i = Math.max(0, frame - (int) STOPPED_MS / FRAME_MS); i < Math.min(frame, frames); i++) {
            if (believed(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean loud(int frame) {
        return powers[frame] > LEAST_SPEECH;
    }

    private boolean believed(int frame) {
        for (int i = 0; i < FRAMES_TO_BELIEVE; i++) {
            if (frame < i || !loud(frame - i)) {
                return false;
            }
        }
        return true;
    }

    private long quietMs() {
        int frame = frames - 1;
        while (frame >= 0 && !believed(frame)) {
            frame--;
        }
        return (long) (frames - 1 - frame) * FRAME_MS;
    }

    /** Whether somebody speaks now. */
    synchronized boolean speaking() {
        return speaking(frames);
    }

    /** Milliseconds of a moment since the answer. */
    long sinceAnswer(long nanoTime) {
        return Math.floorDiv(nanoTime - answered, 1_000_000L);
    }

    /** After how many milliseconds speech that went on at that moment fell silent; -1 if there was none or it went on. */
    synchronized long stoppedAfter(long nanoTime) {
        int at = 0;
        while (at < frames && times[at] < nanoTime) {
            at++;
        }
        if (!speaking(at)) {
            return -1;
        }
        int last = at - 1;
        for (int i = at; i < frames && (i - last) * FRAME_MS <= STOPPED_MS + FRAME_MS; i++) {
            last = loud(i) ? i : last;
        }
        // Speech that outlasts a second after the key was not stopped by it.
        long after = last < at ? 0 : (times[last] - nanoTime) / 1_000_000 + FRAME_MS;
        return after > 1000 ? -1 : after;
    }

    /** Every prompt heard: stretches of speech parted by {@link #PROMPT_END}, and by the gap where a key stopped one. */
    public synchronized List<HeardPrompt> prompts(List<Long> keys) {
        List<HeardPrompt> prompts = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int i = 0; i < frames; i++) {
            if (!believed(i)) {
                continue;
            }
            if (first >= 0 && over(last, i, keys)) {
                prompts.add(prompt(first, last));
                first = -1;
            }
            first = first < 0 ? i - FRAMES_TO_BELIEVE + 1 : first;
            last = i;
        }
        if (first >= 0) {
            prompts.add(prompt(first, last));
        }
        return prompts;
    }

    private boolean over(int last, int next, List<Long> keys) {
        long gap = (long) (next - last) * FRAME_MS;
        return gap > PROMPT_END.toMillis() || gap > STOPPED_MS && keys.stream().anyMatch(key -> key < times[next] && key > times[last] - 1_000_000_000L);
    }

    private HeardPrompt prompt(int first, int last) {
        double power = 0;
        int loud = 0;
        for (int i = first; i <= last; i++) {
            power += loud(i) ? powers[i] : 0;
            loud += loud(i) ? 1 : 0;
        }
        return new HeardPrompt(sinceAnswer(times[first]), (long) (last - first + 1) * FRAME_MS, 10 * Math.log10(power / Math.max(1, loud) / FULL_SCALE));
    }

    /** Whether anything louder than silence ever came. */
    public synchronized boolean heardAnything() {
        for (int i = 0; i < frames; i++) {
            if (believed(i)) {
                return true;
            }
        }
        return false;
    }

    /** All that was heard, 8 kHz. */
    public synchronized AudioClip audio() {
        return AudioClip.of(Arrays.copyOf(samples, frames * FRAME));
    }
}
