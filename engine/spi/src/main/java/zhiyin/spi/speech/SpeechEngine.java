package zhiyin.spi.speech;

import java.io.IOException;

/**
 * Turns text into speech. The engine asks from its own speech threads, so it may block; several texts at once.
 */
public interface SpeechEngine extends AutoCloseable {

    /** A stable name with the version of engine, voice and lexicon: part of the cache key of every prompt. */
    String id();

    /**
     * Whether it speaks that language here and now.
     *
     * @param language {@code zh} or {@code en}
     */
    boolean speaks(String language);

    /**
     * Speaks a text that holds no digits (numbers come spelled out).
     *
     * @throws IOException if the engine's process or server failed; the message says what to do
     */
    Speech speak(String text, String language) throws IOException;

    @Override
    default void close() { }

    /**
     * Mono PCM.
     *
     * @param samples    16 bit
     * @param sampleRate per second
     */
    record Speech(short[] samples, int sampleRate) { }
}
