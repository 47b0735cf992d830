package zhiyin.speech.espeak;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program espeak-ng: one process for each request, the text on its standard input, killed when it takes too long. */
record Espeak(String program, Duration limit) {

    /** Its version, or {@code missing}. */
    String version() {
        try {
            Matcher number = Pattern.compile("\\d+(\\.\\d+)+").matcher(new String(run(List.of("--version"), ""), StandardCharsets.UTF_8));
            return number.find() ? number.group() : "unknown";
        } catch (IOException e) {
            return "missing";
        }
    }

    /** A WAV file whose header does not know its length. */
    byte[] wave(String voice, String ssml) throws IOException {
        byte[] wave = run(List.of("-v", voice, "-m", "-b", "1", "--stdin", "--stdout"), ssml);
        if (wave.length < Wave.HEADER) {
            throw new IOException("espeak-ng gave no audio for the voice " + voice + ". Check it by hand: echo ni3 hao3 | " + program + " -v " + voice);
        }
        return wave;
    }

    String phonemes(String voice, String ssml) throws IOException {
        return new String(run(List.of("-v", voice, "-m", "-b", "1", "--stdin", "-q", "-x"), ssml), StandardCharsets.UTF_8);
    }

    private byte[] run(List<String> arguments, String input) throws IOException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        CompletableFuture<Process> end = process.onExit().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        end.exceptionally(late -> process.destroyForcibly());
        try {
            send(process, input);
            byte[] output = process.getInputStream().readAllBytes();
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException(program + " ended with code " + code + ". Run it by hand with " + arguments + ".");
            }
            return output;
        } catch (IOException e) {
            throw end.isCompletedExceptionally() ? new IOException(program + " did not answer in " + limit.toMillis() + " ms and was ended.", e) : e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while " + program + " spoke.", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A program that ends before it has read all says why by its code. */
    private static void send(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException ignored) {
            return;
        }
    }
}
