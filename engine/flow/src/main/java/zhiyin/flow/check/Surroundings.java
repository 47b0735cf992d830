package zhiyin.flow.check;

import java.util.Optional;
import java.util.Set;
import zhiyin.flow.model.FlowFile;
import zhiyin.flow.step.StepCatalog;

/** What a flow may lean on: the steps, the other flows, the connectors and calendars there are. */
public interface Surroundings {

    StepCatalog steps();

    /** The published (or checked beside it) flow of that id. */
    Optional<FlowFile> flow(String id);

    Set<String> connectors();

    /** The named results of a connector, {@code timeout} and {@code failed} included. */
    Set<String> results(String connector);

    Set<String> calendars();

    /** Why a text cannot be said, where it holds more than prompts may; empty if it can. */
    Optional<String> promptProblem(String text);
}
