package zhiyin.flow.run;

import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;

/**
 * The one history level of every database from its first start (its id is stored there and a changed one stops the engine):
 * nothing for call flows, whose path we write ourselves in batches. Processes marked as cases will record everything here.
 */
final class PathlessHistory implements HistoryLevel {

    @Override public int getId() {
        return 71;
    }

    @Override public String getName() {
        return "zhiyin";
    }

    @Override public boolean isHistoryEventProduced(HistoryEventType type, Object entity) {
        return false;
    }
}
