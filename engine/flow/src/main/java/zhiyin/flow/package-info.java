/**
 * Runs, checks and interprets flows drawn as BPMN. The data path of a live call:
 * {@code run.FlowEngine.start} - Camunda - {@code run.StepBehavior} (waits) - after commit {@code run.CallRun} runs the step on the
 * call's mailbox - its outcome signals Camunda on the flow pool - next step. {@code graph.FlowGraph} interprets the same
 * {@code model.FlowModel} with the same steps and no engine, for cases, proof and simulation.
 */
package zhiyin.flow;
