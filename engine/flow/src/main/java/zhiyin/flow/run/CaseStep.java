package zhiyin.flow.run;

/**
 * One run of one step of a case, as it can be kept in a table.
 *
 * @param runId      tells this visit of the step from the next; the step-run id of its context
 * @param execution  what the engine is told of when the step is done
 * @param definition the engine's definition of the flow's version
 * @param step       the descriptor's name
 */
public record CaseStep(String caseId, String runId, String execution, String definition, String flow, int version, String element, String step) {

    String place() {
        return flow + "#" + element;
    }
}
