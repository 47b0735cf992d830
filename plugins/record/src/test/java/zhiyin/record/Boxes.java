package zhiyin.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.port.VoiceMessages;

/** Boxes in memory: each message as {@code box/recording}, in the order of the queue. */
final class Boxes implements VoiceMessages {

    final List<String> queue = new ArrayList<>();
    private final List<String> runs = new ArrayList<>();

    @Override public CompletionStage<String> keep(String box, String callId, String stepRunId, String recordingId, String replaces) {
        if (runs.contains(stepRunId)) {
            return CompletableFuture.completedFuture(id(runs.indexOf(stepRunId)));
        }
        runs.add(stepRunId);
        if (replaces == null) {
            queue.add(box + "/" + recordingId);
            return CompletableFuture.completedFuture(id(queue.size() - 1));
        }
        queue.set(Integer.parseInt(replaces.substring(8)), box + "/" + recordingId);
        return CompletableFuture.completedFuture(replaces);
    }

    private static String id(int place) {
        return "message-" + place;
    }
}
