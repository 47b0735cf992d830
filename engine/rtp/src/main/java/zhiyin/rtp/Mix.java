package zhiyin.rtp;

import java.util.Arrays;

/** Sums one frame of several sources, saturating at full scale. One source alone, which is what nearly every frame has, is taken as it is. */
final class Mix {

    private final int[] sums = new int[Frames.SAMPLES];
    private short[] alone;
    private boolean summing;

    void clear() {
        alone = null;
        summing = false;
    }

    /** @param frame must stay as it is until {@link #writeTo} */
    void add(short[] frame, float gain) {
        if (gain == 1 && alone == null && !summing) {
            alone = frame;
            return;
        }
        if (!summing) {
            summing = true;
            Arrays.fill(sums, 0);
            if (alone != null) {
                sum(alone, 1);
                alone = null;
            }
        }
        sum(frame, gain);
    }

    private void sum(short[] frame, float gain) {
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
        if (alone != null) {
            System.arraycopy(alone, 0, frame, 0, frame.length);
        } else if (summing) {
            for (int i = 0; i < sums.length; i++) {
                frame[i] = Frames.saturate(sums[i]);
            }
        } else {
            Arrays.fill(frame, (short) 0);
        }
    }
}
