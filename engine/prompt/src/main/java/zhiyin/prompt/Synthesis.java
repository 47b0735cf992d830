package zhiyin.prompt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.speech.SpeechEngine;

/**
 * Speech for what is not recorded. Fixed texts are kept, in memory and on disk, under a hash of engine, treatment, language and text; one
 * text asked for by many calls at once is spoken once. A caller's own data is spoken and forgotten.
 */
final class Synthesis implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Synthesis.class);
    private static final int KEPT = 600;
    /** Part of what a kept text is found by: another number where {@link Pcm} treats speech in another way than before. */
    private static final String TREATMENT = "2";

    private final List<SpeechEngine> engines;
    private final Path folder;
    private final ExecutorService threads;
    private final Map<String, CompletableFuture<short[]>> underWay = new ConcurrentHashMap<>();
    private final Map<String, short[]> kept = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override protected boolean removeEldestEntry(Map.Entry<String, short[]> eldest) {
            return size() > KEPT;
        }
    });

    Synthesis(List<SpeechEngine> engines, Path folder) {
        this.engines = engines;
        this.folder = folder;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "speech-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The text as 8 kHz speech. @param own whether it holds a caller's data, which is not kept */
    CompletableFuture<short[]> speak(String text, String language, boolean own) {
        Optional<SpeechEngine> engine = engines.stream().filter(e -> e.speaks(language)).findFirst();
        if (engine.isEmpty()) {
            return CompletableFuture.failedFuture(missing(text, null));
        }
        if (own) {
            return CompletableFuture.supplyAsync(() -> spoken(engine.get(), text, language), threads);
        }
        String key = key(engine.get().id(), TREATMENT, language, text);
        short[] known = kept.get(key);
        return known != null ? CompletableFuture.completedFuture(known) : underWay.computeIfAbsent(key, k -> fetch(k, engine.get(), text, language));
    }

    private CompletableFuture<short[]> fetch(String key, SpeechEngine engine, String text, String language) {
        CompletableFuture<short[]> fetched = CompletableFuture.supplyAsync(() -> stored(key).orElseGet(() -> stored(key, spoken(engine, text, language))), threads);
        fetched.whenComplete((samples, thrown) -> {
            if (samples != null) {
                kept.put(key, samples);
            }
            underWay.remove(key);
        });
        return fetched;
    }

    private static short[] spoken(SpeechEngine engine, String text, String language) {
        try {
            SpeechEngine.Speech speech = engine.speak(text, language);
            return Pcm.levelled(Pcm.resampled(speech.samples(), speech.sampleRate()));
        } catch (IOException e) {
            throw new CompletionException(missing(text, e));
        }
    }

    private static StepFailure missing(String text, Throwable cause) {
        String beginning = text.length() > 20 ? text.substring(0, 20) + "…" : text;
        return new StepFailure(Category.MEDIA, "Neither a recording nor a speech engine can say \"" + beginning + "\".", "prompt",
                "Record the sentence, or install a speech engine (apt-get install espeak-ng).", cause);
    }

    private Optional<short[]> stored(String key) {
        try {
            byte[] bytes = Files.readAllBytes(folder.resolve(key + ".pcm"));
            short[] samples = new short[bytes.length / 2];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
            return Optional.of(samples);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private short[] stored(String key, short[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        try {
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "part", ".tmp");
            Files.write(part, bytes.array());
            Files.move(part, folder.resolve(key + ".pcm"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("A spoken prompt could not be kept in {}; it will be spoken anew each time. See that the disk has room.", folder, e);
        }
        return samples;
    }

    private static String key(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
