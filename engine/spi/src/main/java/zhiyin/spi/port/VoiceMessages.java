package zhiyin.spi.port;

import java.util.concurrent.CompletionStage;

/** The message boxes, each a queue in the order of arrival. */
public interface VoiceMessages {

    /**
     * Puts a recording of this call into a box; durable when the stage completes. The same step-run id twice is one message.
     *
     * @param replaces id of an earlier message of this call whose place in the queue this one takes; null for none
     * @return the message's id
     */
    CompletionStage<String> keep(String box, String callId, String stepRunId, String recordingId, String replaces);
}
