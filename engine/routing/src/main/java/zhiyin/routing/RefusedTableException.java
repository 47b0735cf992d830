package zhiyin.routing;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A rule table that is not taken, with everything that speaks against it. */
public final class RefusedTableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<TableFinding> findings;

    RefusedTableException(List<TableFinding> findings) {
        super(findings.stream().map(f -> f.text().get("en")).collect(Collectors.joining(" ")));
        this.findings = findings;
    }

    /** All of it, by language. */
    public Map<String, String> text() {
        return Map.of("zh", joined("zh"), "en", joined("en"));
    }

    private String joined(String language) {
        return findings.stream().map(f -> f.text().get(language)).collect(Collectors.joining(" "));
    }
}
