package zhiyin.flow.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import zhiyin.flow.model.Finding;
import zhiyin.flow.model.FlowFile;
import zhiyin.flow.model.FlowModel;
import zhiyin.flow.model.FlowModel.Edge;
import zhiyin.flow.model.FlowModel.Kind;
import zhiyin.flow.model.FlowModel.Node;
import zhiyin.flow.step.References;
import zhiyin.spi.descriptor.Field;
import zhiyin.spi.descriptor.FieldType;
import zhiyin.spi.descriptor.StepDescriptor;
import zhiyin.spi.form.FormField;

/**
 * Finds variables that may be read before they are set: a forward must-analysis. A step's variables count as set on its
 * success exit (and on a way drawn for all the rest), not on the others; a gateway may ask whether one is set ({@code x != null}).
 */
final class VariableCheck {

    /** Variables every call brings. */
    static final Set<String> GIVEN = Set.of("callId", "caller", "dialed", "language", "centre", "now", "vip", "attached");
    /** Variables every case brings. */
    static final Set<String> GIVEN_TO_CASES = Set.of("caseNumber", "title", "category", "unit", "caller", "callId", "language", "centre", "now");

    private final FlowModel model;
    private final FlowFile file;
    private final Surroundings around;
    private final Map<String, Set<String>> before = new HashMap<>();

    VariableCheck(FlowModel model, FlowFile file, Surroundings around) {
        this.model = model;
        this.file = file;
        this.around = around;
    }

    List<Finding> findings() {
        settle();
        List<Finding> findings = new ArrayList<>();
        model.nodes().values().stream().filter(n -> before.containsKey(n.id())).forEach(n -> reads(n).stream()
                .filter(v -> !before.get(n.id()).contains(v)).forEach(v -> findings.add(unset(n, v))));
        return findings;
    }

    private Finding unset(Node node, String variable) {
        return Finding.error("unsetVariable", model.id(), node.id(), FlowCheck.label(node) + "：变量 " + variable + " 在这里可能还没有值。请在通到这里的每条路上先给它赋值，或写成 ${(" + variable + ")!''}。",
                FlowCheck.label(node) + ": the variable " + variable + " may not be set here; set it on every way that leads here, or write ${("
                        + variable + ")!''}.");
    }

    private void settle() {
        Set<String> given = new HashSet<>(file.isCase() ? GIVEN_TO_CASES : GIVEN);
        given.addAll(file.inputs());
        Deque<String> open = new ArrayDeque<>();
        enter(model.start().orElseThrow().id(), given, open);
        model.handlers().forEach(h -> enter(h.start(), given, open));
        while (!open.isEmpty()) {
            Node node = model.node(open.pop());
            model.outgoing(node.id()).forEach(e -> enter(e.to(), after(node, e), open));
            model.boundaries(node.id()).forEach(b -> enter(b.id(), before.get(node.id()), open));
        }
    }

    private void enter(String id, Set<String> set, Deque<String> open) {
        Set<String> known = before.get(id);
        if (known == null) {
            before.put(id, new HashSet<>(set));
            open.add(id);
        } else if (known.retainAll(set)) {
            open.add(id);
        }
    }

    private Set<String> after(Node node, Edge edge) {
        Set<String> set = new HashSet<>(before.get(node.id()));
        if (node.kind() == Kind.CALL) {
            set.addAll(node.out().keySet());
        } else if (node.kind() == Kind.GATEWAY && edge.condition() != null) {
            set.addAll(edge.condition().known());
        } else if (node.isStep()) {
            StepDescriptor descriptor = around.steps().find(node.step()).orElseThrow().descriptor();
            String outcome = FlowModel.drawnOutcome(edge);
            if (outcome == null || outcome.equals(descriptor.successExit()) || outcome.equals("ok") || descriptor.isTask()) {
                set.addAll(sets(node, descriptor));
            }
        }
        return set;
    }

    private static Set<String> sets(Node node, StepDescriptor descriptor) {
        Set<String> names = new HashSet<>();
        for (Field field : descriptor.config().values()) {
            Object drawn = node.config().get(field.name());
            if (field.type() == FieldType.VARIABLE && (drawn != null || field.defaultValue() != null)) {
                names.add(drawn != null ? drawn.toString() : field.defaultValue().toString());
            } else if ((field.type() == FieldType.RESULTS || field.type() == FieldType.ASSIGNMENTS) && drawn instanceof Map<?, ?> map) {
                map.keySet().forEach(k -> names.add(k.toString()));
            } else if (field.type() == FieldType.FORM && drawn instanceof Map<?, ?> form) {
                form.forEach((name, text) -> Optional.of(FormField.of(name.toString(), text.toString())).filter(FormField::required).ifPresent(f -> names.add(f.name())));
            }
        }
        return names;
    }

    private Set<String> reads(Node node) {
        Set<String> names = new HashSet<>();
        if (node.isStep()) {
            Map<String, Field> fields = around.steps().find(node.step()).map(step -> step.descriptor().config()).orElse(Map.of());
            node.config().forEach((setting, drawn) -> {
                Set<String> read = new HashSet<>();
                texts(drawn).forEach(text -> read.addAll(References.in(text)));
                Optional.ofNullable(fields.get(setting)).ifPresent(field -> read.removeAll(Set.copyOf(field.sees())));
                names.addAll(read);
            });
        }
        if (node.kind() == Kind.GATEWAY) {
            model.outgoing(node.id()).stream().filter(e -> e.condition() != null).forEach(e -> e.condition().variables().stream().filter(v -> !e.condition().asked().contains(v)).forEach(names::add));
        }
        names.addAll(node.in().values());
        return names;
    }

    private static List<String> texts(Object drawn) {
        if (drawn instanceof Map<?, ?> map) {
            return map.values().stream().map(Object::toString).toList();
        }
        return drawn instanceof List<?> list ? list.stream().map(Object::toString).toList() : List.of(drawn.toString());
    }
}
