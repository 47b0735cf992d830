package zhiyin.app.flows;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import zhiyin.routing.RuleTables;

/** Takes up rule tables that were changed (ACC-13), on a thread that no caller waits for. */
@Component
class RuleTableWatch {

    private final RuleTables tables;

    RuleTableWatch(RuleTables tables) {
        this.tables = tables;
    }

    @Scheduled(fixedDelay = 2000, initialDelay = 2000)
    void refresh() {
        tables.refresh();
    }
}
