package zhiyin.flow.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads a BPMN 2.0 file into a {@link FlowModel}, or refuses it. An allow-list: what is not part of our subset and could
 * run or change something (scripts, listeners, delegates, method calls, document types) is an error, so a hostile file never
 * reaches the engine. Text annotations, groups and foreign extension elements are pictures and are skipped.
 */
public final class BpmnReader {

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final int MAX_BYTES = 4_000_000;
    /** Deeper than any modeler writes; text in deeper elements would overflow the stack. */
    private static final String MAX_DEPTH = "100";

    /** Elements of a process that mean nothing to the engine. */
    private static final Set<String> PICTURES = Set.of("textAnnotation", "association", "group", "documentation", "laneSet",
            "dataObject", "dataObjectReference", "dataStoreReference", "extensionElements", "incoming", "outgoing");

    /** Camunda attributes with no effect on a run. */
    private static final Set<String> HARMLESS = Set.of("versionTag", "historyTimeToLive", "isStartableInTasklist", "modelerTemplate",
            "modelerTemplateVersion", "modelerTemplateIcon", "asyncBefore", "asyncAfter", "exclusive", "calledElementBinding");

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, FlowModel.Node> nodes = new LinkedHashMap<>();
    private final List<FlowModel.Edge> edges = new ArrayList<>();
    private final List<FlowModel.Handler> handlers = new ArrayList<>();
    private final Map<String, String> errorCodes = new HashMap<>();
    private final Map<String, String> messageNames = new HashMap<>();
    private String flow = "";

    private BpmnReader() { }

    /**
     * @param place file name for messages
     * @throws RefusedFlowException with every reason found
     */
    public static FlowModel read(byte[] bpmn, String place) {
        return new BpmnReader().model(bpmn, place);
    }

    private FlowModel model(byte[] bpmn, String place) {
        Element process = process(document(bpmn, place), place);
        flow = process.getAttribute("id");
        refuseForeignAttributes(process);
        children(process, FlowModel.ROOT);
        if (findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR)) {
            throw new RefusedFlowException(findings);
        }
        return new FlowModel(flow, process.getAttribute("name"), nodes, edges, handlers);
    }

    private Document document(byte[] bpmn, String place) {
        if (bpmn.length > MAX_BYTES) {
            throw refusal("size", place, "文件过大（上限 4 MB）。", "The file is larger than 4 MB.");
        }
        try {
            return secureBuilder().parse(new ByteArrayInputStream(bpmn));
        } catch (SAXParseException e) {
            throw refusal("xml", place, "第 " + e.getLineNumber() + " 行不是可读的 BPMN（文字中的 & 要写成 &amp;，< 要写成 &lt;）：" + e.getMessage(),
                    "Line " + e.getLineNumber() + " is not readable as BPMN (in a text, & is written &amp; and < is written &lt;): " + e.getMessage());
        } catch (SAXException | IOException e) {
            throw refusal("xml", place, "文件不是可读的 BPMN：" + e.getMessage(), "Not readable as BPMN: " + e.getMessage());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DocumentBuilder secureBuilder() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setAttribute("http://www.oracle.com/xml/jaxp/properties/maxElementDepth", MAX_DEPTH);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new Strict());
        return builder;
    }

    private Element process(Document document, String place) {
        List<Element> processes = new ArrayList<>();
        for (Element element : elements(document.getDocumentElement())) {
            switch (element.getLocalName()) {
                case "process" -> processes.add(element);
                case "error" -> errorCodes.put(element.getAttribute("id"), element.getAttribute("errorCode"));
                case "message" -> messageNames.put(element.getAttribute("id"), element.getAttribute("name"));
                default -> { }
            }
        }
        if (processes.size() != 1) {
            throw refusal("process", place, "文件中应有且只有一个流程，实际有 " + processes.size() + " 个。",
                    "A flow file holds exactly one process; this one holds " + processes.size() + ".");
        }
        return processes.get(0);
    }

    private void children(Element parent, String scope) {
        for (Element element : elements(parent)) {
            if (BPMN.equals(element.getNamespaceURI())) {
                child(element, scope);
            }
        }
    }

    private void child(Element element, String scope) {
        String kind = element.getLocalName();
        if (PICTURES.contains(kind)) {
            boolean ofProcess = kind.equals("extensionElements") && scope.equals(FlowModel.ROOT);
            refuseListeners(ofProcess ? element : extension(element), ofProcess ? flow : element.getAttribute("id"));
            return;
        }
        refuseForeignAttributes(element);
        refuseListeners(extension(element), element.getAttribute("id"));
        switch (kind) {
            case "startEvent" -> start(element, scope);
            case "endEvent" -> end(element, scope);
            case "serviceTask", "userTask", "task" -> step(element, scope);
            case "callActivity" -> call(element, scope);
            case "exclusiveGateway" -> add(element, FlowModel.Kind.GATEWAY, scope, null, null, null);
            case "boundaryEvent" -> boundary(element, scope);
            case "sequenceFlow" -> edge(element);
            case "subProcess" -> subProcess(element, scope);
            default -> unsupported(element);
        }
    }

    private void start(Element element, String scope) {
        if (scope.equals(FlowModel.ROOT) && definition(element) != null) {
            problem("start", element, "流程的开始事件不能带触发条件。", "A flow's own start event carries no trigger; remove it.");
        }
        add(element, FlowModel.Kind.START, scope, null, null, null);
    }

    private void end(Element element, String scope) {
        Element definition = definition(element);
        if (definition == null) {
            add(element, FlowModel.Kind.END, scope, null, null, null);
        } else if (definition.getLocalName().equals("errorEventDefinition")) {
            add(element, FlowModel.Kind.ERROR_END, scope, code(definition), null, null);
        } else {
            problem("end", element, "结束事件只支持普通和错误两种。", "Only plain and error end events are run; change this one.");
        }
    }

    private void step(Element element, String scope) {
        String step = property(element, "step");
        if (step == null) {
            problem("noStep", element, "没有指定步骤类型。请加上扩展属性（camunda:property）step，例如 say（播报）；可用的步骤见 plugins 目录。",
                    "It does not say which step it is. Give it the extension property (camunda:property) \"step\", such as say; plugins/ has a folder for each step.");
        }
        refuseMultiInstance(element);
        put(new FlowModel.Node(element.getAttribute("id"), element.getAttribute("name"), FlowModel.Kind.STEP, scope,
                step == null ? "" : step, parameters(element), Map.of(), Map.of(), null, null), element);
    }

    private void call(Element element, String scope) {
        String called = element.getAttribute("calledElement");
        if (!called.matches("[A-Za-z0-9_.-]+")) {
            problem("calledElement", element, "子流程名称无效：" + called, "The called flow must be named by its id, not \"" + called + "\".");
        }
        refuseMultiInstance(element);
        put(new FlowModel.Node(element.getAttribute("id"), element.getAttribute("name"), FlowModel.Kind.CALL, scope, called,
                Map.of(), mappings(element, "in"), mappings(element, "out"), null, null), element);
    }

    private void boundary(Element element, String scope) {
        Element definition = definition(element);
        if (definition == null || !definition.getLocalName().equals("errorEventDefinition")) {
            problem("boundary", element, "边界事件只支持错误。", "Only error boundary events are run; timing belongs to the step's own settings.");
            return;
        }
        put(new FlowModel.Node(element.getAttribute("id"), element.getAttribute("name"), FlowModel.Kind.BOUNDARY, scope, null,
                Map.of(), Map.of(), Map.of(), element.getAttribute("attachedToRef"), code(definition)), element);
    }

    private void edge(Element element) {
        Condition condition = null;
        Element expression = first(element, "conditionExpression");
        if (expression != null) {
            condition = condition(element, expression);
        }
        edges.add(new FlowModel.Edge(element.getAttribute("id"), element.getAttribute("name"), element.getAttribute("sourceRef"),
                element.getAttribute("targetRef"), condition));
    }

    private Condition condition(Element edge, Element expression) {
        if (expression.hasAttribute("language") || expression.hasAttributeNS(CAMUNDA, "resource")) {
            problem("script", edge, "连线条件中不允许脚本。", "Scripts in conditions are refused; write a comparison.");
            return null;
        }
        try {
            return new Condition(expression.getTextContent());
        } catch (IllegalArgumentException e) {
            problem("condition", edge, "连线条件无法接受：" + shortened(expression.getTextContent().strip()) + "。只允许比较和 and / or / not。", e.getMessage());
            return null;
        }
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }

    private void subProcess(Element element, String scope) {
        if (!"true".equals(element.getAttribute("triggeredByEvent")) || !scope.equals(FlowModel.ROOT)) {
            problem("subProcess", element, "内嵌子流程不支持，请画成独立流程并用“调用活动”引用。",
                    "An embedded subprocess is not run; draw it as a flow of its own and call it.");
            return;
        }
        String id = element.getAttribute("id");
        children(element, id);
        Element start = first(element, "startEvent");
        Element definition = start == null ? null : definition(start);
        if (definition == null) {
            problem("handlerStart", element, "事件子流程缺少带触发条件的开始事件。", "An event subprocess needs a start event with an error or the message callEnded.");
        } else {
            handlers.add(handler(id, start, definition));
        }
    }

    private FlowModel.Handler handler(String id, Element start, Element definition) {
        String startId = start.getAttribute("id");
        if (definition.getLocalName().equals("errorEventDefinition")) {
            return new FlowModel.Handler(id, FlowModel.Handler.Trigger.ERROR, code(definition), startId);
        }
        String message = messageNames.get(definition.getAttribute("messageRef"));
        if (!"callEnded".equals(message) || "false".equals(start.getAttribute("isInterrupting"))) {
            problem("handlerStart", start, "事件子流程只支持错误或消息 callEnded（中断式）。",
                    "An event subprocess starts by an error or by the message callEnded, interrupting.");
        }
        return new FlowModel.Handler(id, FlowModel.Handler.Trigger.CALL_ENDED, null, startId);
    }

    private void unsupported(Element element) {
        String kind = element.getLocalName();
        boolean rules = "businessRuleTask".equals(kind);
        problem("unsupported", element, "不支持的元素：" + kind + "。" + (rules ? "规则表请用步骤 decide。" : "请删除，或换成带步骤（step）的服务任务。"),
                "The element " + kind + " is not run here; " + (rules ? "rules run in the decide step." : "remove it, or draw a service task with a step in its place."));
    }

    private void refuseMultiInstance(Element element) {
        if (first(element, "multiInstanceLoopCharacteristics") != null || first(element, "standardLoopCharacteristics") != null) {
            problem("multiInstance", element, "语音步骤不能多实例或循环执行。", "Multi-instance around a step is refused; draw the loop.");
        }
    }

    /** Anything in Camunda's namespace that names code. */
    private void refuseListeners(Element extension, String owner) {
        if (extension == null) {
            return;
        }
        for (Element element : elements(extension)) {
            if (CAMUNDA.equals(element.getNamespaceURI())
                    && !Set.of("properties", "inputOutput", "in", "out", "formData").contains(element.getLocalName())) {
                findings.add(Finding.error("code", flow, owner, "不允许使用 " + element.getLocalName() + "（代码、监听器），请删除。",
                        "camunda:" + element.getLocalName() + " names code and is refused; remove it."));
            }
        }
    }

    private void refuseForeignAttributes(Element element) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            if (CAMUNDA.equals(attribute.getNamespaceURI()) && !HARMLESS.contains(attribute.getLocalName())) {
                problem("code", element, "不允许属性 camunda:" + attribute.getLocalName() + "，请删除；做什么由步骤（step）决定。",
                        "The attribute camunda:" + attribute.getLocalName() + " is refused, remove it; its step says what it does.");
            }
        }
    }

    private Map<String, Object> parameters(Element step) {
        Map<String, Object> config = new LinkedHashMap<>();
        Element extension = extension(step);
        Element inputOutput = extension == null ? null : ours(extension, "inputOutput");
        if (inputOutput == null) {
            return config;
        }
        for (Element parameter : elements(inputOutput)) {
            if (parameter.getLocalName().equals("inputParameter")) {
                config.put(parameter.getAttribute("name"), parameterValue(step, parameter));
            } else {
                problem("outputParameter", step, "不支持输出参数。", "Output parameters are not used; a step's own settings name its variables.");
            }
        }
        return config;
    }

    private Object parameterValue(Element step, Element parameter) {
        for (Element value : elements(parameter)) {
            switch (value.getLocalName()) {
                case "list":
                    refuseCodeInside(step, value);
                    return elements(value).stream().map(Element::getTextContent).toList();
                case "map":
                    Map<String, String> map = new LinkedHashMap<>();
                    elements(value).forEach(e -> refuseCodeInside(step, e));
                    elements(value).forEach(e -> map.put(e.getAttribute("key"), e.getTextContent()));
                    return map;
                default:
                    problem("code", step, "参数中不允许 " + value.getLocalName() + "。", "camunda:" + value.getLocalName() + " in a parameter is refused.");
            }
        }
        return parameter.getTextContent();
    }

    private void refuseCodeInside(Element step, Element holder) {
        elements(holder).stream().filter(e -> !e.getLocalName().equals("value")).forEach(e ->
                problem("code", step, "参数中不允许 " + e.getLocalName() + "。", "camunda:" + e.getLocalName() + " in a parameter is refused."));
    }

    private Map<String, String> mappings(Element call, String direction) {
        Map<String, String> found = new LinkedHashMap<>();
        Element extension = extension(call);
        for (Element mapping : extension == null ? List.<Element>of() : elements(extension)) {
            if (!CAMUNDA.equals(mapping.getNamespaceURI()) || !mapping.getLocalName().equals(direction) || mapping.hasAttribute("businessKey")) {
                continue;
            }
            if (!mapping.hasAttribute("source") || !mapping.hasAttribute("target")) {
                problem("mapping", call, "子流程的变量必须逐个写明 source 和 target。", "Variables of a called flow are named one by one: source and target.");
            }
            found.put(mapping.getAttribute("target"), mapping.getAttribute("source"));
        }
        return found;
    }

    private void add(Element element, FlowModel.Kind kind, String scope, String step, String attached, String catches) {
        put(new FlowModel.Node(element.getAttribute("id"), element.getAttribute("name"), kind, scope, step, Map.of(), Map.of(), Map.of(),
                attached, catches), element);
    }

    private void put(FlowModel.Node node, Element element) {
        if (node.id().isEmpty() || nodes.put(node.id(), node) != null) {
            problem("id", element, "元素缺少 id 或 id 重复。", "An element has no id, or one that another has too.");
        }
    }

    private String code(Element errorDefinition) {
        String ref = errorDefinition.getAttribute("errorRef");
        return ref.isEmpty() ? null : errorCodes.get(ref);
    }

    private static String property(Element element, String name) {
        Element extension = extension(element);
        Element properties = extension == null ? null : ours(extension, "properties");
        for (Element property : properties == null ? List.<Element>of() : elements(properties)) {
            if (property.getAttribute("name").equals(name)) {
                return property.getAttribute("value");
            }
        }
        return null;
    }

    private static Element definition(Element event) {
        return elements(event).stream().filter(e -> e.getLocalName().endsWith("EventDefinition")).findFirst().orElse(null);
    }

    private static Element extension(Element element) {
        return first(element, "extensionElements");
    }

    /** The extension of that name in Camunda's namespace; other modelers' extensions bear the same names. */
    private static Element ours(Element extension, String name) {
        return elements(extension).stream().filter(e -> e.getLocalName().equals(name) && CAMUNDA.equals(e.getNamespaceURI())).findFirst().orElse(null);
    }

    private static Element first(Element parent, String name) {
        return elements(parent).stream().filter(e -> e.getLocalName().equals(name)).findFirst().orElse(null);
    }

    private static List<Element> elements(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    private void problem(String rule, Element element, String zh, String en) {
        String id = element.getAttribute("id");
        String name = element.getAttribute("name").isEmpty() ? id : element.getAttribute("name") + " (" + id + ")";
        findings.add(Finding.error(rule, flow, id, name + "：" + zh, name + ": " + en));
    }

    private static RefusedFlowException refusal(String rule, String place, String zh, String en) {
        return new RefusedFlowException(List.of(Finding.error(rule, place, "", place + "：" + zh, place + ": " + en)));
    }

    /** Turns every parser complaint into an exception instead of a line on standard error. */
    private static final class Strict implements ErrorHandler {
        @Override public void warning(SAXParseException e) { }

        @Override public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
