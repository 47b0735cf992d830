/** Interprets a {@link zhiyin.flow.model.FlowModel} without an engine: for cases, proofs and simulation, on virtual time. */
package zhiyin.flow.graph;
