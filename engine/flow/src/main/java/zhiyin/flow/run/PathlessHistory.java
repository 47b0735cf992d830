package zhiyin.flow.run;

import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;

/** The history level of call flows: nothing, since their path is written by us, in batches. */
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
