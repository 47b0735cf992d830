package zhiyin.flow.run;

import java.util.Map;

/**
 * How a visit of another flow ended.
 *
 * @param finished  whether the flow came to its end; otherwise the caller went back from its first step, made too many mistakes, hung up, or it failed
 * @param variables the flow's at its end
 */
public record Visited(boolean finished, Map<String, Object> variables) {

    static final Visited BROKEN_OFF = new Visited(false, Map.of());
}
