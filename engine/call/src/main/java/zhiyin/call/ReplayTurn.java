package zhiyin.call;

import java.nio.file.Path;
import java.util.List;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.WavFile;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/** Plays a recording of this call. */
final class ReplayTurn extends Turn<Void> {

    private final Path file;

    ReplayTurn(VoiceDialogue talk, String recordingId) {
        super(talk);
        this.file = talk.call().calls().settings().recordings().resolve(recordingId);
    }

    @Override void begin() {
        talk().onDisk(() -> WavFile.read(file), this::loaded);
    }

    private void loaded(AudioClip clip, Throwable thrown) {
        if (isOver()) {
            return;
        }
        if (thrown != null) {
            fail(new StepFailure(Category.MEDIA, "The recording could not be read.", file.toString(), "See whether the file is still there.", thrown));
        } else {
            play(List.of(clip));
        }
    }

    @Override void heard() {
        complete(null);
    }

    @Override boolean key(char key) {
        talk().keyed(key, false);
        complete(null);
        return true;
    }
}
