package zhiyin.flow.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/** The menus a call has entered, for {@code *}. Entering one that is on the stack already goes back down to it. */
public final class MenuStack {

    /**
     * One entered menu.
     *
     * @param instance  the running flow that draws it
     * @param element   its BPMN id
     * @param variables the flow's variables on entry
     */
    public record Visit(String instance, String element, Map<String, Object> variables) {

        boolean is(String otherInstance, String otherElement) {
            return instance.equals(otherInstance) && element.equals(otherElement);
        }
    }

    private final Deque<Visit> visits = new ArrayDeque<>();

    public void enter(String instance, String element, Map<String, Object> variables) {
        if (visits.stream().anyMatch(v -> v.is(instance, element))) {
            while (!visits.peek().is(instance, element)) {
                visits.pop();
            }
        } else {
            visits.push(new Visit(instance, element, Map.copyOf(withoutNulls(variables))));
        }
    }

    /** A flow has ended: its menus can no longer be returned to. */
    public void leave(String instance) {
        visits.removeIf(v -> v.instance().equals(instance));
    }

    /** Where {@code *} leads from that element: the menu before it; the first menu leads to itself; none leads nowhere. */
    public Optional<Visit> back(String instance, String element) {
        Visit top = visits.peek();
        if (top != null && top.is(instance, element) && visits.size() > 1) {
            visits.pop();
        }
        return Optional.ofNullable(visits.peek());
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> variables) {
        Map<String, Object> kept = new java.util.HashMap<>(variables);
        kept.values().removeIf(java.util.Objects::isNull);
        return kept;
    }
}
