package zhiyin.flow.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

    /**
     * Pairs that may both answer one call with nothing to tell them apart: an error at publish.
     *
     * @param meet whether two calendars are ever open at once
     */
    public List<Finding> ties(BiPredicate<String, String> meet) {
        List<Finding> ties = new ArrayList<>();
        for (int i = 0; i < flows.size(); i++) {
            for (FlowFile other : flows.subList(i + 1, flows.size())) {
                tie(flows.get(i), other, meet).ifPresent(ties::add);
            }
        }
        return ties;
    }

    /** Those of them that one flow has part in. */
    public List<Finding> ties(FlowFile flow, BiPredicate<String, String> meet) {
        return flows.stream().filter(other -> !other.id().equals(flow.id())).map(other -> tie(flow, other, meet)).flatMap(Optional::stream).toList();
    }

    private static Optional<Finding> tie(FlowFile a, FlowFile b, BiPredicate<String, String> meet) {
        List<String> shared = a.numbers().stream().filter(b.numbers()::contains).toList();
        boolean same = !shared.isEmpty() && a.priority() == b.priority() && a.numbers().contains("*") == b.numbers().contains("*")
                && shareCallers(a.callers(), b.callers()) && shareHours(a.calendar(), b.calendar(), meet);
        return same ? Optional.of(Finding.error("tie", a.id(), "", "流程 " + a.id() + " 和 " + b.id() + " 可能同时应答 " + shared
                + "，来电名单、日历和优先级都分不出先后。请给其中一个设置更高的 priority，或把名单、日历错开。",
                a.id() + " and " + b.id() + " may both answer " + shared + ": neither callers nor calendar nor priority tells them apart."
                + " Give one of them a higher priority in flow.yaml, or lists or hours that do not overlap.")) : Optional.empty();
    }

    /** Prefixes overlap where one begins the other; who is on a list can change at any time, so that a list overlaps everything. */
    private static boolean shareCallers(List<String> some, List<String> others) {
        return some.isEmpty() && others.isEmpty() || some.stream().anyMatch(a -> others.stream().anyMatch(b ->
                !isPrefix(a) || !isPrefix(b) || a.startsWith(b) || b.startsWith(a)));
    }

    private static boolean isPrefix(String callers) {
        return callers.matches("\\+?\\d+");
    }

    private static boolean shareHours(String calendar, String other, BiPredicate<String, String> meet) {
        return calendar == null || other == null ? calendar == other : calendar.equals(other) || meet.test(calendar, other);
    }
}
