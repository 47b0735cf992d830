package zhiyin.rtp;

import java.util.Arrays;

/** Sums one frame of several sources, saturating at full scale. */
final class Mix {

    private final int[] sums = new int[Frames.SAMPLES];

    void clear() {
        Arrays.fill(sums, 0);
    }

    void add(short[] frame, float gain) {
        if (gain == 1) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += frame[i];
            }
        } else {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += Math.round(frame[i] * gain);
            }
        }
    }

    /** Adds what the rows of a sink bring in this tick; false if nothing. */
    boolean addAll(MediaTable.Row[] rows, long tick) {
        boolean any = false;
        for (MediaTable.Row row : rows) {
            short[] frame = row.frameAt(tick);
            if (frame != null) {
                add(frame, row.gain());
                any = true;
            }
        }
        return any;
    }

    void writeTo(short[] frame) {
        for (int i = 0; i < sums.length; i++) {
            frame[i] = Frames.saturate(sums[i]);
        }
    }
}
