package zhiyin.rtp;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Tells by the first words after the answer whether a person has picked up or a machine: a person says something short and waits, a machine
 * talks on. Whoever says nothing, or cannot be told from the noise around him, counts as a person. Decides once, on the wheel's thread.
 */
public final class AnswerDetector implements AudioListener {

    /** Who has answered. */
    public enum Answerer { PERSON, MACHINE }

    /** A person who says nothing is listening. */
    static final Duration SILENT = Duration.ofMillis(2000);
    /** After that pause a person expects us to speak. Between the sentences of a machine they are shorter. */
    static final Duration PAUSE = Duration.ofMillis(700);
    /** Nobody greets that long on the phone without a pause, also slowly. */
    static final Duration GREETING = Duration.ofMillis(4000);

    private final Consumer<Answerer> decided;
    /** Mean squares of the last second; its quietest frame is what the line sounds like without speech. */
    private final double[] powers = new double[1000 / Frames.MS];
    private int frames;
    private int loudInARow;
    /** Frame in which the greeting began; negative before. */
    private int began = -1;
    private int lastLoud;
    private boolean done;

    public AnswerDetector(Consumer<Answerer> decided) {
        this.decided = decided;
        Arrays.fill(powers, Double.MAX_VALUE);
    }

    @Override public void heard(MediaPort port, short[] frame, long nanoTime) {
        if (!done) {
            hear(frame);
        }
    }

    private void hear(short[] frame) {
        double power = SpeechMeter.power(frame);
        powers[frames % powers.length] = power;
        loudInARow = power > Math.max(SpeechMeter.LEAST_SPEECH, quietest() * SpeechMeter.OVER_NOISE) ? loudInARow + 1 : 0;
        if (loudInARow >= SpeechMeter.FRAMES_TO_BELIEVE) {
            began = began < 0 ? frames - SpeechMeter.FRAMES_TO_BELIEVE + 1 : began;
            lastLoud = frames;
        }
        frames++;
        if (began < 0 ? lasts(0, SILENT) : lasts(lastLoud + 1, PAUSE)) {
            decide(Answerer.PERSON);
        } else if (began >= 0 && lasts(began, GREETING)) {
            decide(Answerer.MACHINE);
        }
    }

    private double quietest() {
        double least = powers[0];
        for (double power : powers) {
            least = Math.min(least, power);
        }
        return least;
    }

    private boolean lasts(int since, Duration length) {
        return (frames - since) * (long) Frames.MS >= length.toMillis();
    }

    private void decide(Answerer answerer) {
        done = true;
        decided.accept(answerer);
    }
}
