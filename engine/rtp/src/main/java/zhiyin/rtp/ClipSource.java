package zhiyin.rtp;

import java.util.List;

/** Clips one after the other. */
final class ClipSource implements AudioSource {

    private final AudioClip[] clips;
    private final long length;
    private long position;
    private int clip;
    private long clipStart;

    ClipSource(List<AudioClip> clips) {
        this.clips = clips.toArray(AudioClip[]::new);
        this.length = clips.stream().mapToLong(AudioClip::length).sum();
    }

    @Override
    public int read(short[] into, int at, int count) {
        int done = 0;
        while (done < count && position < length) {
            int offset = (int) (position - clipStart);
            int part = Math.min(count - done, clips[clip].length() - offset);
            clips[clip].copy(offset, into, at + done, part);
            done += part;
            moveTo(position + part);
        }
        return done;
    }

    @Override
    public long skip(long samples) {
        long before = position;
        if (samples < 0) {
            clip = 0;
            clipStart = 0;
        }
        moveTo(Math.max(0, Math.min(length, position + samples)));
        return position - before;
    }

    private void moveTo(long target) {
        position = target;
        while (clip < clips.length - 1 && position >= clipStart + clips[clip].length()) {
            clipStart += clips[clip++].length();
        }
    }
}
