package zhiyin.spi.port;

import java.util.concurrent.CompletionStage;

/** What citizens say of a service. */
public interface Surveys {

    /**
     * Keeps one answer; a repeat of the same step run changes nothing.
     *
     * @param question the question's name, for reports
     * @param key      the key pressed
     * @param label    what that key meant, in Chinese
     */
    CompletionStage<Void> keep(String callId, String stepRunId, String question, char key, String label);
}
