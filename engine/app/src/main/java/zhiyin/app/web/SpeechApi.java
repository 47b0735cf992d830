package zhiyin.app.web;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.prompt.Speaker;
import zhiyin.prompt.Spoken;
import zhiyin.spi.StepFailure;
import zhiyin.spi.dialogue.Prompt;

/** How the hotline says a text: to try a prompt by ear, and for {@code ./zhiyin call --expect}. */
@RestController
@RequestMapping("/api/speech")
class SpeechApi {

    private static final int RATE = 8000;
    private static final int LONGEST_TEXT = 2000;
    private static final int PATIENCE_SECONDS = 30;

    private final Speaker speaker;

    SpeechApi(Speaker speaker) {
        this.speaker = speaker;
    }

    /** One WAV, 8 kHz mono 16 bit. */
    @GetMapping(produces = "audio/wav") byte[] audio(@RequestParam String text, @RequestParam(defaultValue = "zh") String language) {
        return wav(spoken(text, language).clips());
    }

    /** The clips as they are played one after the other, pauses among them, each a WAV in Base64. */
    @GetMapping(path = "/clips", produces = MediaType.APPLICATION_JSON_VALUE) Map<String, Object> clips(@RequestParam String text, @RequestParam(defaultValue = "zh") String language) {
        Spoken spoken = spoken(text, language);
        return Map.of("text", spoken.text(), "clips", spoken.clips().stream().map(clip -> Base64.getEncoder().encodeToString(wav(List.of(clip)))).toList());
    }

    /** Waits on the request's own thread: nothing else waits for it. */
    private Spoken spoken(String text, String language) {
        String said = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        try {
            return speaker.speech(new Prompt(Map.of(language, said), Map.of()), language).toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw StepFailure.of(e, "speech");
        }
    }

    private static byte[] wav(List<short[]> clips) {
        int length = 2 * clips.stream().mapToInt(clip -> clip.length).sum();
        ByteBuffer wav = ByteBuffer.allocate(44 + length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(36 + length).put(ascii("WAVEfmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(length);
        clips.forEach(clip -> {
            for (short sample : clip) {
                wav.putShort(sample);
            }
        });
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
