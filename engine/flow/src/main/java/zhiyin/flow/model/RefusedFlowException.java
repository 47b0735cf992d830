package zhiyin.flow.model;

import java.util.List;

/** A file that cannot be taken as a flow, with every reason found, each naming its element and the way out. */
public final class RefusedFlowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    public RefusedFlowException(List<Finding> findings) {
        super(findings.get(0).message() + (findings.size() > 1 ? " (and " + (findings.size() - 1) + " more)" : ""));
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}
