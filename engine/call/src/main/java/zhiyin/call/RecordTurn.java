package zhiyin.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import zhiyin.rtp.RecordingEnd;
import zhiyin.rtp.RecordingResult;
import zhiyin.rtp.RecordingSpec;
import zhiyin.rtp.Tones;
import zhiyin.spi.Category;
import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.StepFailure;
import zhiyin.spi.dialogue.KeyTable;
import zhiyin.spi.dialogue.Recorded;
import zhiyin.spi.dialogue.Recording;

/** Prompt, beep, recording. What was recorded when the caller hangs up is kept if it is long enough. */
final class RecordTurn extends Turn<Recorded> {

    private static final long SHORTEST_MS = 1000;
    private static final double BEEP_HZ = 1000;

    private enum Phase { PROMPT, BEEP, RECORDING, CLOSING }

    private final Recording request;
    private final String id;
    private final Path file;
    private Phase phase = Phase.PROMPT;
    private zhiyin.rtp.Recording recording;
    private boolean back;
    private boolean hungUp;

    RecordTurn(VoiceDialogue talk, Recording request) {
        super(talk);
        this.request = request;
        this.id = talk.nextRecording();
        this.file = talk.call().calls().settings().recordings().resolve(id);
    }

    @Override void begin() {
        talk().dropAhead();
        say(request.prompt());
    }

    @Override void heard() {
        if (phase == Phase.PROMPT) {
            phase = Phase.BEEP;
            play(List.of(Tones.beep(BEEP_HZ, Duration.ofMillis(400))));
        } else if (phase == Phase.BEEP) {
            phase = Phase.RECORDING;
            talk().onDisk(() -> Files.createDirectories(file.getParent()), (folder, thrown) -> start(thrown));
        }
    }

    private void start(Throwable thrown) {
        if (isOver()) {
            return;
        }
        if (thrown != null) {
            failed();
            return;
        }
        RecordingSpec spec = RecordingSpec.message(file, request.max()).withFormat(talk().call().calls().settings().format());
        if (!request.endSilence().isZero()) {
            spec = spec.withEndSilence(request.endSilence());
        }
        recording = talk().call().port().record(spec, (ended, result) -> talk().call().post(() -> written(result)));
    }

    @Override boolean key(char key) {
        KeyTable table = talk().call().calls().settings().keys();
        talk().keyed(key, false);
        if (key == table.back()) {
            goBack();
        } else if (phase == Phase.PROMPT) {
            hush();
            heard();
        } else if (phase == Phase.RECORDING && key == table.finish() && recording != null) {
            phase = Phase.CLOSING;
            recording.stop();
        }
        return true;
    }

    private void goBack() {
        if (recording == null) {
            interrupt(DialogueInterrupted.Reason.BACK);
        } else {
            back = true;
            recording.stop();
        }
    }

    @Override void callEnded() {
        if (recording == null) {
            interrupt(DialogueInterrupted.Reason.CALL_ENDED);
        } else {
            hungUp = true;
            recording.stop();
        }
    }

    private void written(RecordingResult result) {
        if (result.reason() == RecordingEnd.FAILED) {
            failed();
        } else if (back || result.durationMs() < SHORTEST_MS) {
            talk().onDisk(() -> Files.deleteIfExists(file), (deleted, thrown) -> discarded());
        } else {
            complete(new Recorded(Recorded.Kind.RECORDED, id, Duration.ofMillis(result.durationMs()), hungUp));
        }
    }

    private void discarded() {
        if (hungUp) {
            interrupt(DialogueInterrupted.Reason.CALL_ENDED);
        } else if (back) {
            interrupt(DialogueInterrupted.Reason.BACK);
        } else {
            complete(new Recorded(Recorded.Kind.NOTHING, null, Duration.ZERO, false));
        }
    }

    private void failed() {
        fail(new StepFailure(Category.MEDIA, "The recording could not be written.", file.toString(),
                "See that the disk has room and the folder may be written to.", new IOException(file.toString())));
    }
}
