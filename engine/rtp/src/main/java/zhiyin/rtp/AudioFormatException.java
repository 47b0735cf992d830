package zhiyin.rtp;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is no WAV file we can play; the message names the file and says what was found. */
public final class AudioFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    AudioFormatException(Path file, String found) {
        super(file + ": " + found + "; expected a WAV file, 8000 Hz mono, PCM 16 bit, A-law or mu-law");
    }
}
