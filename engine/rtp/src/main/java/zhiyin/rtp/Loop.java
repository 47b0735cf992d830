package zhiyin.rtp;

/** A clip that begins anew at its end, for as long as somebody listens: ring-back, music. An empty one is silence. */
public final class Loop implements AudioSource {

    private final AudioClip clip;
    private int position;

    public Loop(AudioClip clip) {
        this.clip = clip.length() == 0 ? AudioClip.silence(Frames.MS) : clip;
    }

    @Override public int read(short[] into, int at, int count) {
        for (int done = 0; done < count;) {
            int part = Math.min(count - done, clip.length() - position);
            clip.copy(position, into, at + done, part);
            position = (position + part) % clip.length();
            done += part;
        }
        return count;
    }
}
