package zhiyin.app.record;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;
import zhiyin.spi.port.Surveys;

/** Keeps answers with the other records: at once for whoever asks, written when the next batch is. */
@Component
class SurveyAnswers implements Surveys {

    private final RecordWriter writer;
    private final Clock clock;

    SurveyAnswers(RecordWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    @Override public CompletionStage<Void> keep(String callId, String stepRunId, String question, char key, String label) {
        writer.surveyed(new Entry.Surveyed(callId, stepRunId, question, key, label, clock.instant()));
        return CompletableFuture.completedStage(null);
    }
}
