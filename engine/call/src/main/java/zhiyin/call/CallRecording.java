package zhiyin.call;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.rtp.Recording;
import zhiyin.rtp.RecordingEnd;
import zhiyin.rtp.RecordingSpec;

/** A call being recorded: what comes from the caller left, what he hears right; a secret is silence. Ends with the call's port, or before. Mailbox only. */
final class CallRecording {

    private static final Logger LOG = LoggerFactory.getLogger(CallRecording.class);

    private Recording recording;

    /** @param over whether what was to be recorded is over by the time the file can be written */
    static CallRecording begin(VoiceDialogue talk, BooleanSupplier over) {
        CallRecording begun = new CallRecording();
        Call call = talk.call();
        String id = talk.nextRecording();
        Path file = call.calls().settings().recordings().resolve(id);
        Instant from = call.calls().clock().instant();
        talk.onDisk(() -> Files.createDirectories(file.getParent()), (folder, thrown) -> {
            if (thrown != null) {
                LOG.error("Call {} is not recorded, {} cannot be made. See that the disk has room.", call.facts().callId(), file.getParent(), thrown);
            } else if (!over.getAsBoolean()) {
                begun.recording = call.port().record(RecordingSpec.call(file), (ended, result) -> {
                    if (result.reason() == RecordingEnd.FAILED) {
                        LOG.error("Call {}: the recording {} is broken off. See that the disk has room.", call.facts().callId(), file);
                    }
                    call.calls().owner().recorded(call.facts(), id, from, Duration.ofMillis(result.durationMs()));
                });
            }
        });
        return begun;
    }

    /** The file is kept. */
    void end() {
        if (recording != null) {
            recording.stop();
        }
    }
}
