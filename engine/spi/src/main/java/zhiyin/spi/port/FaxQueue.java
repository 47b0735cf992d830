package zhiyin.spi.port;

import java.time.ZonedDateTime;
import java.util.concurrent.CompletionStage;

/** The fax send queue. */
public interface FaxQueue {

    /**
     * Queues one document.
     *
     * @param file   the catalogue's file number
     * @param number where to send it, digits
     * @param at     when; null for now
     * @return the job's id; a failed stage: {@link zhiyin.spi.StepFailure} CALLER if the catalogue has no such file
     */
    CompletionStage<String> queue(String callId, String stepRunId, String file, String number, ZonedDateTime at);
}
