package zhiyin.flow.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Which flow answers a call: caller list before calendar before number before priority. Immutable.
 */
public final class EntryTable {

    private static final Comparator<FlowFile> MOST_SPECIFIC_FIRST = Comparator
            .comparing((FlowFile f) -> f.callers().isEmpty())
            .thenComparing(f -> f.calendar() == null)
            .thenComparing(f -> f.numbers().contains("*"))
            .thenComparing(f -> -f.priority())
            .thenComparing(FlowFile::id);

    private final List<FlowFile> flows;

    public EntryTable(List<FlowFile> flows) {
        this.flows = flows.stream().filter(f -> !f.numbers().isEmpty()).sorted(MOST_SPECIFIC_FIRST).toList();
    }

    /**
     * @param onList whether the caller is on that list or has that prefix
     * @param open   whether that calendar is open now
     */
    public Optional<String> flowFor(String dialed, BiPredicate<FlowFile, String> onList, Predicate<String> open) {
        return flows.stream()
                .filter(f -> f.numbers().contains(dialed) || f.numbers().contains("*"))
                .filter(f -> f.callers().isEmpty() || f.callers().stream().anyMatch(c -> onList.test(f, c)))
                .filter(f -> f.calendar() == null || open.test(f.calendar()))
                .map(FlowFile::id).findFirst();
    }

    /** Every number that some flow answers. */
    public List<String> numbers() {
        return flows.stream().flatMap(f -> f.numbers().stream()).distinct().toList();
    }

    /** Pairs that nothing tells apart: an error at publish. */
    public List<Finding> ties() {
        List<Finding> ties = new ArrayList<>();
        for (int i = 0; i < flows.size(); i++) {
            for (int j = i + 1; j < flows.size(); j++) {
                tie(flows.get(i), flows.get(j)).ifPresent(ties::add);
            }
        }
        return ties;
    }

    private static Optional<Finding> tie(FlowFile a, FlowFile b) {
        List<String> shared = a.numbers().stream().filter(b.numbers()::contains).toList();
        boolean same = !shared.isEmpty() && a.priority() == b.priority() && Set.copyOf(a.callers()).equals(Set.copyOf(b.callers()))
                && java.util.Objects.equals(a.calendar(), b.calendar());
        return same ? Optional.of(Finding.error("tie", a.id(), "", "流程 " + a.id() + " 和 " + b.id() + " 同时应答 " + shared + "，请设置优先级。",
                a.id() + " and " + b.id() + " both answer " + shared + "; give one a priority, a calendar or a caller list.")) : Optional.empty();
    }
}
