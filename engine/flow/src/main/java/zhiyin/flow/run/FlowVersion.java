package zhiyin.flow.run;

import zhiyin.flow.model.FlowFile;
import zhiyin.flow.model.FlowModel;

/**
 * A published flow.
 *
 * @param version       1, 2, ... per flow
 * @param definitionId  the engine's definition
 * @param engineVersion the engine's own number for it, which a call activity's binding needs
 */
public record FlowVersion(FlowFile file, FlowModel model, int version, String definitionId, int engineVersion) {

    public String id() {
        return file.id();
    }
}
