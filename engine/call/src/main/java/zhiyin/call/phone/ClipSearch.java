package zhiyin.call.phone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import zhiyin.rtp.AudioClip;

/**
 * Looks for known speech in what was heard. A hotline plays the very samples it has, so after G.711 they correlate almost fully,
 * while other words of the same voice do not: each quarter second must be found, in order, by normalised cross-correlation. Clips
 * may be joined up to 150 ms earlier or later than expected, and a slip of the jitter buffer inside one is followed.
 */
public final class ClipSearch {

    /**
     * What was found.
     *
     * @param score of the least similar quarter second, 0 to 1; where nothing was found, how near the best place came
     * @param atMs  where in the audio heard it begins; -1 if not found
     * @param share of the quarter seconds that were found, in order, 0 to 1: below 1 for what came over a line that lost some of it
     */
    public record Result(boolean found, double score, long atMs, double share) {

        private boolean isBetterThan(Result other) {
            return share != other.share ? share > other.share : score > other.score;
        }
    }

    /** The same samples give 0.99 and more; the nearest other words of one voice stay well below. */
    static final double SAME = 0.8;

    private static final int PER_MS = AudioClip.SAMPLES_PER_MS;
    private static final int PART = 240 * PER_MS;
    private static final int JOIN = 150 * PER_MS;
    private static final int SLIP = 60 * PER_MS;
    private static final int STEP = 20 * PER_MS;
    private static final int ANCHORS = 3;
    private static final int PLACES = 20;
    /** -50 dBFS: quieter parts say nothing. */
    private static final double LEAST_POWER = 10_700;
    /** Lags whose sums stay in the processor's nearest memory. */
    private static final int BLOCK = 4096;

    /** A quarter second of one clip; {@code at} where it stands if the clips are joined without gaps. */
    private record Part(float[] samples, double energy, int clip, int at) { }

    private final float[] heard;
    private final double[] energyBefore;
    private final List<Part> parts;

    private ClipSearch(AudioClip heard, List<Part> parts) {
        this.heard = floats(heard);
        this.parts = parts;
        energyBefore = new double[this.heard.length + 1];
        for (int i = 0; i < this.heard.length; i++) {
            energyBefore[i + 1] = energyBefore[i] + this.heard[i] * this.heard[i];
        }
    }

    /** Looks for the clips, said one after the other. @throws IllegalArgumentException if the clips are silent */
    public static Result find(AudioClip heard, List<AudioClip> clips) {
        List<Part> parts = parts(clips);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("nothing audible to look for");
        }
        return new ClipSearch(heard, parts).search();
    }

    private static List<Part> parts(List<AudioClip> clips) {
        List<Part> parts = new ArrayList<>();
        int start = 0;
        for (int clip = 0; clip < clips.size(); clip++) {
            float[] all = floats(clips.get(clip));
            for (int at = 0; at < all.length;) {
                // A short rest belongs to the part before it: alone it would resemble too much.
                int rest = all.length - at;
                int length = rest < PART * 3 / 2 ? rest : PART;
                float[] samples = Arrays.copyOfRange(all, at, at + length);
                double energy = energy(samples);
                if (energy / length >= LEAST_POWER) {
                    parts.add(new Part(samples, energy, clip, start + at));
                }
                at += length;
            }
            start += all.length;
        }
        return parts;
    }

    private static float[] floats(AudioClip clip) {
        short[] samples = clip.samples();
        float[] floats = new float[samples.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = samples[i];
        }
        return floats;
    }

    private static double energy(float[] samples) {
        double energy = 0;
        for (float sample : samples) {
            energy += sample * sample;
        }
        return energy;
    }

    private Result search() {
        Result best = new Result(false, 0, -1, 0);
        List<Integer> loudest = IntStream.range(0, parts.size()).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -parts.get(i).energy())).limit(ANCHORS).toList();
        for (int anchor : loudest) {
            for (int place : places(anchor)) {
                Result result = follow(anchor, place - parts.get(anchor).at());
                if (result.found()) {
                    return result;
                }
                best = result.isBetterThan(best) ? result : best;
            }
        }
        return best;
    }

    /** Where a part is heard, anywhere: the best places first. */
    private List<Integer> places(int part) {
        float[] like = likeness(parts.get(part));
        List<Integer> peaks = new ArrayList<>();
        for (int at = 0; at < like.length; at++) {
            int last = peaks.size() - 1;
            if (like[at] < SAME) {
                continue;
            }
            if (last < 0 || at - peaks.get(last) > JOIN) {
                peaks.add(at);
            } else if (like[at] > like[peaks.get(last)]) {
                peaks.set(last, at);
            }
        }
        peaks.sort(Comparator.comparingDouble(at -> -like[at]));
        return peaks.subList(0, Math.min(PLACES, peaks.size()));
    }

    private float[] likeness(Part part) {
        float[] like = new float[Math.max(0, heard.length - part.samples().length + 1)];
        for (int from = 0; from < like.length; from += BLOCK) {
            int to = Math.min(like.length, from + BLOCK);
            for (int k = 0; k < part.samples().length; k++) {
                float sample = part.samples()[k];
                for (int at = from; at < to; at++) {
                    like[at] += sample * heard[at + k];
                }
            }
            for (int at = from; at < to; at++) {
                like[at] = (float) scaled(like[at], part.energy(), at, part.samples().length);
            }
        }
        return like;
    }

    private double scaled(double product, double energy, int at, int length) {
        double there = energyBefore[at + length] - energyBefore[at];
        return there < LEAST_POWER / 4 * length ? 0 : product / Math.sqrt(energy * there);
    }

    /** From one part that was found to both ends; {@code lag} is how much later than the clips' own time it is heard. */
    private Result follow(int anchor, int lag) {
        int[] lags = new int[parts.size()];
        double[] scores = new double[parts.size()];
        lags[anchor] = lag;
        scores[anchor] = scoreAt(parts.get(anchor), 0, parts.get(anchor).samples().length, lag);
        for (int i = anchor + 1; i < lags.length; i++) {
            next(i, i - 1, lags, scores);
        }
        for (int i = anchor - 1; i >= 0; i--) {
            next(i, i + 1, lags, scores);
        }
        double least = 1;
        int same = 0;
        for (int i = 0; i < lags.length; i++) {
            double score = scores[i] >= SAME ? scores[i] : acrossSlip(i, lags, scores);
            least = Math.min(least, score);
            same += score >= SAME ? 1 : 0;
        }
        return new Result(least >= SAME, Math.max(0, least), least >= SAME ? Math.max(0, parts.get(0).at() + lags[0]) / PER_MS : -1, (double) same / lags.length);
    }

    private void next(int i, int neighbour, int[] lags, double[] scores) {
        Part part = parts.get(i);
        int reach = part.clip() == parts.get(neighbour).clip() ? SLIP : JOIN;
        // What was lost before it may have taken its time with it.
        for (int lost = neighbour; lost >= 0 && lost < lags.length && scores[lost] < SAME; lost += neighbour - i) {
            reach += parts.get(lost).samples().length;
        }
        int best = lags[neighbour];
        for (int lag = lags[neighbour] - reach; lag <= lags[neighbour] + reach; lag++) {
            double score = scoreAt(part, 0, part.samples().length, lag);
            if (score > scores[i]) {
                scores[i] = score;
                best = lag;
            }
        }
        lags[i] = scores[i] >= SAME ? best : lags[neighbour];
    }

    private double scoreAt(Part part, int from, int to, int lag) {
        int start = part.at() + lag;
        if (start + from < 0 || start + to > heard.length) {
            return 0;
        }
        double product = 0;
        for (int i = from; i < to; i++) {
            product += part.samples()[i] * heard[start + i];
        }
        double energy = to - from == part.samples().length ? part.energy() : energy(Arrays.copyOfRange(part.samples(), from, to));
        return scaled(product, energy, start + from, to - from);
    }

    /** A part inside which the jitter buffer slipped sounds like the part before it up to some point, and like the next from there. */
    private double acrossSlip(int i, int[] lags, double[] scores) {
        if (i == 0 || i == lags.length - 1 || scores[i - 1] < SAME || scores[i + 1] < SAME || lags[i - 1] == lags[i + 1]
                || Math.abs(lags[i - 1] - lags[i + 1]) > JOIN) {
            return scores[i];
        }
        Part part = parts.get(i);
        int length = part.samples().length;
        double best = scores[i];
        for (int split = STEP; split < length; split += STEP) {
            best = Math.max(best, Math.min(scoreAt(part, 0, split, lags[i - 1]), scoreAt(part, split, length, lags[i + 1])));
        }
        return best;
    }
}
