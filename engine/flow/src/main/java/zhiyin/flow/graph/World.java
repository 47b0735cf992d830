package zhiyin.flow.graph;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import zhiyin.flow.model.FlowFile;
import zhiyin.flow.model.FlowModel;
import zhiyin.flow.step.StepCatalog;
import zhiyin.spi.CallInfo;
import zhiyin.spi.dialogue.Dialogue;

/** What surrounds an interpreted call. */
public interface World {

    /** A flow as data. */
    record Drawn(FlowFile file, FlowModel model) { }

    Optional<Drawn> flow(String id);

    StepCatalog steps();

    CallInfo call();

    Dialogue dialogue();

    Map<String, Object> given();

    /** A port, or null; its stages must complete at once. */
    <P> P port(Class<P> type);

    Clock clock();
}
