package zhiyin.call;

import zhiyin.rtp.AudioSource;
import zhiyin.rtp.Tones;

/** The ring-back tone, for as long as somebody listens. */
final class RingBack implements AudioSource {

    private static final short[] PERIOD = Tones.ringBack().samples();

    private int position;

    @Override public int read(short[] into, int at, int count) {
        for (int i = 0; i < count; i++) {
            into[at + i] = PERIOD[position];
            position = (position + 1) % PERIOD.length;
        }
        return count;
    }
}
