package zhiyin.app.casework;

import java.time.Duration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import zhiyin.flow.run.CaseEngine;

/** Begins to build the engine of cases when calls are answered already, and takes up what was cut off. */
@Component
class CaseEngineStart {

    private static final long MINUTE = 60_000;

    private final CaseEngine engine;

    CaseEngineStart(CaseEngine engine) {
        this.engine = engine;
    }

    @EventListener(ApplicationReadyEvent.class) void begin() {
        engine.begin();
    }

    @Scheduled(fixedDelay = MINUTE, initialDelay = MINUTE) void resume() {
        engine.resume(Duration.ofMillis(MINUTE));
    }
}
