package zhiyin.spi.port;

import java.util.concurrent.CompletionStage;

/** The message boxes, each a queue in the order of arrival. */
public interface VoiceMessages {

    /**
     * Puts a recording of this call into a box; durable when the stage completes. The same step-run id twice replaces the
     * first message (the caller recorded anew).
     *
     * @return the message's id
     */
    CompletionStage<String> keep(String box, String callId, String stepRunId, String recordingId);
}
