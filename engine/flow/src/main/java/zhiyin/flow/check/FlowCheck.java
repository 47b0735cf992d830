package zhiyin.flow.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import zhiyin.flow.model.Finding;
import zhiyin.flow.model.FlowFile;
import zhiyin.flow.model.FlowModel;
import zhiyin.flow.model.FlowModel.Edge;
import zhiyin.flow.model.FlowModel.Kind;
import zhiyin.flow.model.FlowModel.Node;
import zhiyin.flow.step.StepCatalog;
import zhiyin.spi.descriptor.Field;
import zhiyin.spi.descriptor.FieldType;
import zhiyin.spi.descriptor.StepDescriptor;

/**
 * Checks one flow: undrawn required exit, dead end, unreachable, unknown step, flow, connector or calendar, unset variable,
 * loop without input, a channel that lacks what a step needs. Linear in the drawing's size but for the variables, which settle in
 * a few rounds.
 */
public final class FlowCheck {

    /** By what they are called among the options of a map. */
    private static final Map<String, FieldType> ADDRESSEES = Map.of("unit", FieldType.UNIT, "role", FieldType.ROLE, "person", FieldType.PERSON);

    private final FlowModel model;
    private final FlowFile file;
    private final Surroundings around;
    private final List<Finding> findings = new ArrayList<>();

    private FlowCheck(FlowModel model, FlowFile file, Surroundings around) {
        this.model = model;
        this.file = file;
        this.around = around;
    }

    public static List<Finding> check(FlowModel model, FlowFile file, Surroundings around) {
        return new FlowCheck(model, file, around).findings();
    }

    private List<Finding> findings() {
        if (!model.id().equals(file.id())) {
            add("id", "", "流程编号 " + model.id() + " 与 flow.yaml 中的 " + file.id() + " 不一致。",
                    "The process id is " + model.id() + " but flow.yaml says " + file.id() + ".");
        }
        if (file.calendar() != null && !around.outside().calendars().contains(file.calendar())) {
            add("unknownCalendar", "", "flow.yaml：没有名为 " + file.calendar() + " 的日历。可用：" + around.outside().calendars() + "。",
                    "flow.yaml: there is no calendar named " + file.calendar() + "; there are " + around.outside().calendars() + ".");
        }
        if (model.start().isEmpty()) {
            add("start", "", "流程没有开始事件。", "The flow has no start event; draw one.");
            return findings;
        }
        caseFile();
        Set<String> reachable = reachable();
        model.edges().forEach(this::danglingEdge);
        model.nodes().values().forEach(n -> node(n, reachable));
        loopsWithoutInput(reachable);
        if (findings.stream().noneMatch(f -> f.severity() == Finding.Severity.ERROR)) {
            findings.addAll(new VariableCheck(model, file, around).findings());
        }
        return findings;
    }

    private void caseFile() {
        if (!file.channels().contains(FlowFile.CASE)) {
            return;
        }
        if (!file.isCase() || !file.numbers().isEmpty()) {
            add("caseFile", "", "flow.yaml：工单流程的 channels 只能是 [case]，也不能有 numbers。", "flow.yaml: a flow of cases has channels: [case] alone, and answers no numbers.");
        }
        model.callEnded().ifPresent(handler -> add("callInCase", handler.id(), "工单流程里没有通话，不会挂机。", "No call ends in a flow of cases; remove the event subprocess " + handler.id() + "."));
    }

    private void danglingEdge(Edge edge) {
        if (model.node(edge.from()) == null || model.node(edge.to()) == null) {
            add("edge", edge.id(), "连线 " + edge.id() + " 的一端没有连接。", "The line " + edge.id() + " is not connected at one end.");
        }
    }

    private void node(Node node, Set<String> reachable) {
        if (!reachable.contains(node.id())) {
            findings.add(Finding.warning("unreachable", model.id(), node.id(), label(node) + "：没有路径能到达。",
                    label(node) + ": nothing leads here; connect it or delete it."));
            return;
        }
        switch (node.kind()) {
            case STEP -> step(node);
            case CALL -> call(node);
            case GATEWAY -> gateway(node);
            case START, BOUNDARY -> single(node);
            default -> { }
        }
    }

    private void step(Node node) {
        var installed = around.steps().find(node.step());
        if (installed.isEmpty()) {
            problem("unknownStep", node, "没有名为“" + node.step() + "”的步骤。可用：" + names(around.steps()) + "。",
                    "there is no step named \"" + node.step() + "\"; there are " + names(around.steps()) + ".");
            return;
        }
        StepDescriptor descriptor = installed.get().descriptor();
        config(node, descriptor);
        exits(node, descriptor);
        channel(node, descriptor);
    }

    private static String names(StepCatalog steps) {
        return String.join(", ", new java.util.TreeSet<>(steps.all().keySet()));
    }

    private void config(Node node, StepDescriptor descriptor) {
        node.config().keySet().stream().filter(k -> !descriptor.config().containsKey(k)).forEach(k ->
                problem("unknownField", node, "步骤没有名为 " + k + " 的设置。有 " + descriptor.config().keySet() + "。",
                        "the step has no setting \"" + k + "\"; it has " + descriptor.config().keySet() + "."));
        descriptor.config().values().forEach(field -> {
            Object drawn = node.config().get(field.name());
            boolean empty = drawn == null || drawn.toString().isBlank();
            if (field.required() && empty && field.defaultValue() == null) {
                problem("missingField", node, "设置“" + field.title().get("zh") + "”未填写。", "the setting " + field.name() + " is empty.");
            } else if (!empty) {
                ConfigCheck.problem(field, drawn).ifPresent(p -> problem("badField", node, "设置“" + field.title().get("zh") + "”：" + p.get("zh"),
                        "the setting " + field.name() + ": " + p.get("en")));
                reference(node, field.type(), drawn.toString());
                addressee(node, field, drawn);
                if ((field.type() == FieldType.FLOW || field.type() == FieldType.VOICE) && !drawn.toString().contains("${")) {
                    begun(node, descriptor, drawn.toString(), field.type() == FieldType.FLOW);
                }
                if (field.type() == FieldType.TABLE && !drawn.toString().contains("${")) {
                    table(node, descriptor, drawn.toString());
                }
                if (field.type() == FieldType.KEYS && drawn instanceof Map<?, ?> keys) {
                    keys.keySet().forEach(key -> collision(node, field, key.toString()));
                }
                if (field.type() == FieldType.PROMPT || field.type() == FieldType.KEYS) {
                    said(node, field, drawn);
                }
            }
        });
    }

    private void collision(Node node, Field field, String key) {
        Optional.of(key).filter(k -> k.matches("[0-9]")).flatMap(k -> around.keys().meaningInMenus(k.charAt(0))).ifPresent(meaning ->
                problem("keyCollision", node, "设置“" + field.title().get("zh") + "”：按键 " + key + " 在本中心用于" + meaning.get("zh") + "。请换一个按键，或修改 centre.yaml 中的 keys。",
                        "the setting " + field.name() + ": this centre uses key " + key + " for " + meaning.get("en") + "; draw another key, or change keys in centre.yaml."));
    }

    /** Prompts, and the labels that menus read out: what they may not hold never reaches a caller's call. */
    private void said(Node node, Field field, Object drawn) {
        Collection<?> texts = drawn instanceof Map<?, ?> byName ? byName.values() : List.of(drawn);
        texts.stream().map(text -> around.outside().promptProblem(text.toString())).flatMap(Optional::stream).forEach(why ->
                problem("prompt", node, "设置“" + field.title().get("zh") + "”不能播报：" + why.get("zh"), "the setting " + field.name() + " cannot be said: " + why.get("en")));
    }

    /** Whom something is asked of, or goes to: fields of those types, and the values of a map whose options are called so. */
    private void addressee(Node node, Field field, Object drawn) {
        if (ADDRESSEES.containsValue(field.type())) {
            addressee(node, field.type(), drawn.toString().strip());
        } else if (field.type() == FieldType.VALUES && drawn instanceof Map<?, ?> values) {
            values.forEach((name, value) -> Optional.ofNullable(ADDRESSEES.get(name.toString())).filter(type -> field.options().contains(name.toString()) && value != null)
                    .ifPresent(type -> addressee(node, type, value.toString().strip())));
        }
    }

    private void addressee(Node node, FieldType type, String name) {
        if (name.isEmpty() || name.contains("${")) {
            return;
        }
        if (type == FieldType.UNIT && !around.outside().hasUnit(name)) {
            problem("unknownUnit", node, "没有代号为 " + name + " 的机构。请改正，或先建立机构。", "there is no unit " + name + "; correct it, or add the unit first.");
        } else if (type == FieldType.ROLE && !around.outside().roles().contains(name)) {
            problem("unknownRole", node, "没有名为 " + name + " 的角色，有 " + around.outside().roles() + "。请改用其中之一。", "there is no role " + name + "; there are " + around.outside().roles() + ". Use one of them.");
        } else if (type == FieldType.PERSON && !around.outside().hasPerson(name)) {
            problem("unknownPerson", node, "没有登录名为 " + name + " 的人员，或者已停用。请改正登录名，或先添加、启用此人。", "there is nobody with the login " + name + " who may sign in; correct the login, or add or enable that person first.");
        }
    }

    private void reference(Node node, FieldType type, String name) {
        if (name.contains("${")) {
            return;
        }
        if (type == FieldType.CONNECTOR && !around.outside().connectors().contains(name)) {
            problem("unknownConnector", node, "没有名为 " + name + " 的连接器。", "there is no connector named " + name + ".");
        }
        if (type == FieldType.CALENDAR && !around.outside().calendars().contains(name)) {
            problem("unknownCalendar", node, "没有名为 " + name + " 的日历。", "there is no calendar named " + name + ".");
        }
        if (type == FieldType.QUEUE && !around.outside().queues().contains(name)) {
            problem("unknownQueue", node, "没有名为 " + name + " 的队列，有 " + around.outside().queues() + "；队列在 queues.yaml 中。",
                    "there is no queue named " + name + "; queues.yaml has " + around.outside().queues() + ".");
        }
    }

    /** The flow of a case to be opened, or of a call to be made, and that it is handed what it needs. */
    private void begun(Node node, StepDescriptor descriptor, String flow, boolean ofCases) {
        Optional<FlowFile> found = Optional.ofNullable(around.flows().get(flow)).filter(other -> other.isCase() == ofCases);
        if (found.isEmpty()) {
            problem("unknownFlow", node, "没有名为 " + flow + (ofCases ? " 的工单流程。" : " 的语音流程。"), "there is no " + (ofCases ? "flow of cases" : "voice flow") + " named " + flow + "; publish it first.");
            return;
        }
        Set<String> handed = new HashSet<>();
        descriptor.config().values().stream().filter(field -> field.type() == FieldType.VALUES && node.config().get(field.name()) instanceof Map)
                .forEach(field -> ((Map<?, ?>) node.config().get(field.name())).keySet().forEach(name -> handed.add(name.toString())));
        found.get().missing(handed).forEach(input ->
                problem("missingInput", node, "没有传入流程 " + flow + " 需要的变量 " + input + "。", "the flow " + flow + " needs the variable " + input + ", and none is handed in."));
    }

    private void table(Node node, StepDescriptor descriptor, String table) {
        if (!around.outside().hasTable(table)) {
            Map<String, String> why = around.outside().tableProblem(table).orElse(Map.of("zh", "请把 " + table + ".dmn 放进流程的文件夹。", "en", "put " + table + ".dmn into the flow's folder."));
            problem("unknownTable", node, "没有名为 " + table + " 的规则表：" + why.get("zh"), "there is no rule table named " + table + ": " + why.get("en"));
            return;
        }
        Set<String> known = around.outside().columns(table);
        descriptor.config().values().stream().filter(field -> field.type() == FieldType.RESULTS && node.config().get(field.name()) instanceof Map)
                .flatMap(field -> ((Map<?, ?>) node.config().get(field.name())).values().stream()).map(Object::toString).filter(column -> !known.contains(column)).forEach(column ->
                        problem("unknownColumn", node, "规则表 " + table + " 没有输出列 " + column + "，有 " + known + "。",
                                "the rule table " + table + " has no output " + column + "; it has " + known + "."));
        around.outside().tableWarnings(table).forEach(text -> findings.add(Finding.warning("ruleTable", model.id(), node.id(), label(node) + "：" + text.get("zh"), label(node) + ": " + text.get("en"))));
    }

    private void exits(Node node, StepDescriptor descriptor) {
        Set<String> required = required(node, descriptor);
        Set<String> known = new LinkedHashSet<>(required);
        known.addAll(descriptor.exits().defaulted());
        if (known.isEmpty() && descriptor.exits().perKey() == null) {
            known.add(descriptor.successExit());
        }
        boolean rest = false;
        Set<String> drawn = new HashSet<>();
        for (Edge edge : model.outgoing(node.id())) {
            String outcome = FlowModel.drawnOutcome(edge);
            if (edge.condition() == null) {
                twice(node, rest, "无条件");
                rest = true;
            } else if (outcome == null || !known.contains(outcome) && !known.isEmpty()) {
                problem("unknownExit", node, "出口条件 " + edge.condition() + " 不存在。可用：" + known + "。请删除这条连线，或改正条件。",
                        "the exit " + edge.condition() + " does not exist; there are " + known + ". Remove that line, or correct its condition.");
            } else {
                twice(node, !drawn.add(outcome), outcome);
            }
        }
        if (rest) {
            return;
        }
        required.stream().filter(r -> !drawn.contains(r)).forEach(r -> problem("undrawnExit", node, "必须画出的出口“" + r + "”没有画。请从这里画一条连线，条件写 ${outcome == '" + r + "'}。",
                "the exit \"" + r + "\" must be drawn and is not. Draw a line from here with the condition ${outcome == '" + r + "'}."));
        if (required.isEmpty() && drawn.isEmpty()) {
            problem("deadEnd", node, "后面没有任何步骤。", "nothing follows it; draw where the call goes next, or an end.");
        }
    }

    private void twice(Node node, boolean already, String what) {
        if (already) {
            problem("duplicateExit", node, "出口 " + what + " 画了两次。", "the exit " + what + " is drawn twice.");
        }
    }

    private Set<String> required(Node node, StepDescriptor descriptor) {
        Set<String> required = new LinkedHashSet<>(descriptor.exits().required());
        String perKey = descriptor.exits().perKey();
        if (perKey != null && node.config().get(perKey) instanceof Map<?, ?> keys) {
            String prefix = descriptor.config().get(perKey).type() == FieldType.KEYS ? "key" : "";
            keys.keySet().forEach(k -> required.add(prefix + k));
        } else if (perKey != null && node.config().get(perKey) instanceof String connector) {
            required.addAll(around.outside().results(connector));
            required.removeAll(descriptor.exits().defaulted());
        }
        return required;
    }

    private void channel(Node node, StepDescriptor descriptor) {
        if (model.isAfterHangup(node.id()) && descriptor.needsChannel()) {
            problem("afterHangup", node, "挂机后不能再放音或收键。", "the caller has gone here; nothing can be said, asked or recorded.");
        }
        if (descriptor.isTask() && !file.isCase()) {
            problem("channel", node, "人工办理只能用于工单流程（channels: [case]）。", "people are asked in flows of cases only (channels: [case]).");
        } else if (descriptor.needs().contains("callbacks") && !file.isCase()) {
            problem("channel", node, "自动回拨可能要等几天，只能用于工单流程（channels: [case]）。", "calling back may take days; it is for flows of cases only (channels: [case]).");
        } else if (descriptor.needs().contains("casework") && !file.isCase()) {
            problem("channel", node, "此步骤处理流程自己的工单，只能用于工单流程（channels: [case]）。", "it does something to the flow's own case; it is for flows of cases only (channels: [case]).");
        } else if (file.isCase() && descriptor.needsChannel()) {
            problem("channel", node, "工单流程里没有来电人，不能放音、收键、录音或转接。", "nobody is on the line in a flow of cases; nothing can be said, keyed, recorded or transferred.");
        } else if (!file.channels().contains("voice") && descriptor.needs().stream().anyMatch(Set.of("audio", "record", "transfer")::contains)) {
            problem("channel", node, "渠道 " + file.channels() + " 不支持此步骤。电话流程在 flow.yaml 中写 channels: [voice]。",
                    "the channels " + file.channels() + " lack what it needs; a flow for calls has channels: [voice] in flow.yaml.");
        }
    }

    private void call(Node node) {
        single(node);
        if (file.isCase()) {
            problem("callInCase", node, "工单流程不能调用其他流程。请把步骤画在同一张图里。", "a flow of cases calls no other flow; draw its steps here.");
            return;
        }
        Optional<FlowFile> called = Optional.ofNullable(around.flows().get(node.step()));
        if (called.isEmpty()) {
            problem("unknownFlow", node, "没有名为 " + node.step() + " 的流程。", "there is no flow named " + node.step() + "; publish it first.");
            return;
        }
        called.get().missing(node.in().keySet()).forEach(i ->
                problem("missingInput", node, "没有传入子流程需要的变量 " + i + "。", "the called flow needs the variable " + i + ", and none is handed in."));
        node.out().values().stream().filter(o -> !called.get().outputs().contains(o)).forEach(o ->
                problem("unknownOutput", node, "子流程不返回变量 " + o + "。", "the called flow hands back no variable " + o + "."));
    }

    private void gateway(Node node) {
        List<Edge> out = model.outgoing(node.id());
        long open = out.stream().filter(e -> e.condition() == null).count();
        if (out.isEmpty()) {
            problem("deadEnd", node, "后面没有任何步骤。", "nothing follows it.");
        } else if (open != 1) {
            problem("undrawnExit", node, open == 0 ? "缺少一条无条件的出口（其余情况）。" : "只能有一条无条件的出口。",
                    open == 0 ? "it needs one exit without a condition, for all the rest." : "only one exit may stand without a condition.");
        }
    }

    private void single(Node node) {
        List<Edge> out = model.outgoing(node.id());
        if (out.isEmpty()) {
            problem("deadEnd", node, "后面没有任何步骤。", "nothing follows it; draw where the call goes next, or an end.");
        } else if (out.size() > 1 || out.get(0).condition() != null) {
            problem("duplicateExit", node, "只能有一条无条件的出口；要分支请用网关。", "it has one way out and no condition; branch with a gateway.");
        }
    }

    private Set<String> reachable() {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(model.start().orElseThrow().id());
        model.handlers().forEach(h -> open.add(h.start()));
        while (!open.isEmpty()) {
            String id = open.pop();
            if (seen.add(id)) {
                successors(id).forEach(open::add);
            }
        }
        return seen;
    }

    private Stream<String> successors(String id) {
        return Stream.concat(model.outgoing(id).stream().map(Edge::to), model.boundaries(id).stream().map(Node::id))
                .filter(to -> model.node(to) != null);
    }

    /** A circle in which nothing waits for the caller would spin for ever; called flows count as waiting. */
    private void loopsWithoutInput(Set<String> reachable) {
        Set<String> done = new HashSet<>();
        for (String id : reachable) {
            walk(id, done);
        }
    }

    /** Depth first, with a stack of its own: a drawing may be longer than the thread's stack is deep. */
    private void walk(String from, Set<String> done) {
        Set<String> path = new HashSet<>();
        Deque<String> at = new ArrayDeque<>();
        Deque<Iterator<String>> ways = new ArrayDeque<>();
        Iterator<String> next = List.of(from).iterator();
        while (true) {
            if (next.hasNext()) {
                String id = next.next();
                if (path.contains(id)) {
                    endless(model.node(id));
                } else if (!done.contains(id) && !waits(model.node(id))) {
                    path.add(id);
                    at.push(id);
                    ways.push(next);
                    next = successors(id).iterator();
                }
            } else if (at.isEmpty()) {
                return;
            } else {
                path.remove(at.peek());
                done.add(at.pop());
                next = ways.pop();
            }
        }
    }

    private void endless(Node node) {
        problem("loopWithoutInput", node, "这里有一个不等待来电人按键的循环，会无限重复。",
                "the flow can go round here for ever without waiting for the caller; put a menu or a question into the loop.");
    }

    private boolean waits(Node node) {
        return node.kind() == Kind.CALL
                || node.isStep() && around.steps().find(node.step()).map(s -> s.descriptor().takesInput()).orElse(true);
    }

    private void problem(String rule, Node node, String zh, String en) {
        add(rule, node.id(), label(node) + "：" + zh, label(node) + ": " + en);
    }

    private void add(String rule, String element, String zh, String en) {
        findings.add(Finding.error(rule, model.id(), element, zh, en));
    }

    static String label(Node node) {
        return Objects.requireNonNullElse(node.name(), "").isBlank() ? node.id() : node.name().replaceAll("\\s+", " ") + " (" + node.id() + ")";
    }
}
