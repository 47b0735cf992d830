package zhiyin.flow.check;

import java.util.Map;
import zhiyin.flow.model.FlowFile;
import zhiyin.flow.step.StepCatalog;
import zhiyin.spi.dialogue.KeyTable;

/**
 * What a flow may lean on.
 *
 * @param flows published, or checked beside it, by id
 * @param keys  of the centre
 */
public record Surroundings(StepCatalog steps, Map<String, FlowFile> flows, KeyTable keys, Outside outside) { }
