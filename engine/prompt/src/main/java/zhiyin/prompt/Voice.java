package zhiyin.prompt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zhiyin.spi.StepFailure;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.speech.SpeechEngine;

/**
 * Says prompts: recorded sentences where there are any, values from recorded words, synthesis for the rest, joined with short
 * pauses.
 */
public final class Voice implements Speaker, AutoCloseable {

    /** Between parts of one sentence, at a comma, and between sentences. With the quiet edges of both clips a listener hears 60, 95 and 115 ms. */
    private static final int JOIN_MS = 60 - 2 * Pcm.EDGE_MS;
    private static final int COMMA_MS = 95 - 2 * Pcm.EDGE_MS;
    private static final int SENTENCE_MS = 115 - 2 * Pcm.EDGE_MS;
    private static final Pattern PIECE = Pattern.compile("[^。！？；.!?;]+[。！？；.!?;]*|[。！？；.!?;]+");

    private final Templates templates = new Templates();
    private final Phrases phrases;
    private final Synthesis synthesis;

    /** @param cache folder for synthesised fixed texts */
    public Voice(Phrases phrases, List<SpeechEngine> engines, Path cache) {
        this.phrases = phrases;
        this.synthesis = new Synthesis(engines, cache);
    }

    @Override public String text(Prompt prompt, String language) {
        StringBuilder text = new StringBuilder();
        templates.render(prompt, language).forEach(s -> text.append(s.shown()));
        return text.toString();
    }

    /** Why a text can never be said, whatever its values: it holds what prompts may not, or does not parse. Empty if it can. */
    public Optional<Map<String, String>> problem(String text) {
        return templates.problem(text);
    }

    @Override public CompletionStage<Spoken> speech(Prompt prompt, String language) {
        List<Segment> segments;
        try {
            segments = templates.render(prompt, language);
        } catch (StepFailure e) {
            return CompletableFuture.failedFuture(e);
        }
        StringBuilder shown = new StringBuilder();
        List<Piece> pieces = new ArrayList<>();
        for (Segment segment : segments) {
            shown.append(segment.shown());
            pieces(segment, language, pieces);
        }
        return joined(shown.toString(), pieces);
    }

    /** The sentences that would have to be synthesised, for whoever renders a studio list. */
    public List<String> unrecorded(Prompt prompt, String language) {
        List<String> missing = new ArrayList<>();
        for (Segment segment : templates.render(prompt, language)) {
            if (!segment.value() && phrases.find(language, segment.spoken()).isEmpty()) {
                sentences(segment.spoken()).stream().filter(s -> !Phrases.key(s).isEmpty() && phrases.find(language, s).isEmpty()).forEach(missing::add);
            }
        }
        return missing;
    }

    /** A part of a prompt with the pause after it. */
    private record Piece(CompletableFuture<List<short[]>> clips, int pauseMs) { }

    private void pieces(Segment segment, String language, List<Piece> pieces) {
        String text = segment.spoken();
        if (Phrases.key(text).isEmpty()) {
            return;
        }
        if (segment.value()) {
            pieces.add(new Piece(value(text, language), JOIN_MS));
            return;
        }
        var whole = phrases.find(language, text);
        if (whole.isPresent()) {
            pieces.add(new Piece(CompletableFuture.completedFuture(List.of(whole.get())), pauseAfter(text)));
            return;
        }
        for (String sentence : sentences(text)) {
            if (!Phrases.key(sentence).isEmpty()) {
                pieces.add(new Piece(fixed(sentence, language), pauseAfter(sentence)));
            }
        }
    }

    private CompletableFuture<List<short[]>> value(String words, String language) {
        return phrases.chain(language, words).map(chain -> CompletableFuture.completedFuture(spaced(chain)))
                .orElseGet(() -> synthesis.speak(words, language, true).thenApply(List::of));
    }

    private CompletableFuture<List<short[]>> fixed(String sentence, String language) {
        return phrases.find(language, sentence).map(clip -> CompletableFuture.completedFuture(List.of(clip)))
                .orElseGet(() -> synthesis.speak(sentence, language, false).thenApply(List::of));
    }

    private static List<short[]> spaced(List<short[]> chain) {
        List<short[]> spaced = new ArrayList<>();
        for (short[] clip : chain) {
            if (!spaced.isEmpty()) {
                spaced.add(Pcm.silence(JOIN_MS));
            }
            spaced.add(clip);
        }
        return spaced;
    }

    private static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        Matcher matcher = PIECE.matcher(text);
        while (matcher.find()) {
            sentences.add(matcher.group());
        }
        return sentences;
    }

    private static int pauseAfter(String text) {
        String end = text.stripTrailing();
        char last = end.isEmpty() ? ' ' : end.charAt(end.length() - 1);
        return "。！？；.!?;".indexOf(last) >= 0 ? SENTENCE_MS : "，、,：:".indexOf(last) >= 0 ? COMMA_MS : JOIN_MS;
    }

    /** A pause follows the last piece too: where a call ends behind it, telephones still hold the last word's audio in their jitter buffers. */
    private static CompletionStage<Spoken> joined(String shown, List<Piece> pieces) {
        CompletableFuture<?>[] all = pieces.stream().map(Piece::clips).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all).thenApply(done -> {
            List<short[]> clips = new ArrayList<>();
            for (int i = 0; i < pieces.size(); i++) {
                clips.addAll(pieces.get(i).clips().join());
                clips.add(Pcm.silence(i < pieces.size() - 1 ? pieces.get(i).pauseMs() : SENTENCE_MS));
            }
            return new Spoken(shown, clips);
        });
    }

    @Override public void close() {
        synthesis.close();
    }
}
