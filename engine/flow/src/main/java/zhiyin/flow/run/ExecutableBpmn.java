package zhiyin.flow.run;

import java.io.StringWriter;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import zhiyin.flow.model.FlowModel;
import zhiyin.flow.model.FlowModel.Edge;
import zhiyin.flow.model.FlowModel.Handler;
import zhiyin.flow.model.FlowModel.Node;

/**
 * Writes what the engine is given: the model's skeleton and nothing else. Steps become plain tasks, because their settings are
 * bound by us and their exits chosen by us; the author's file itself never reaches the engine, so nothing in it can run.
 */
final class ExecutableBpmn {

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    private final FlowModel model;
    private final XMLStreamWriter xml;

    private ExecutableBpmn(FlowModel model, XMLStreamWriter xml) {
        this.model = model;
        this.xml = xml;
    }

    /** @param version kept beside the definition, so that it can be found by it */
    static String of(FlowModel model, int version) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            new ExecutableBpmn(model, xml).definitions(version);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private void definitions(int version) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("definitions");
        xml.writeDefaultNamespace(BPMN);
        xml.writeNamespace("camunda", CAMUNDA);
        xml.writeAttribute("targetNamespace", "zhiyin");
        empty("message", "id", "callEndedMessage", "name", "callEnded");
        for (zhiyin.spi.Category category : zhiyin.spi.Category.values()) {
            empty("error", "id", "error" + category, "errorCode", category.name());
        }
        start("process", "id", model.id(), "name", model.name(), "isExecutable", "true");
        xml.writeAttribute(CAMUNDA, "versionTag", Integer.toString(version));
        scope(FlowModel.ROOT);
        for (Handler handler : model.handlers()) {
            start("subProcess", "id", handler.id(), "triggeredByEvent", "true");
            scope(handler.id());
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void scope(String scope) throws XMLStreamException {
        for (Node node : model.nodes().values()) {
            if (node.scope().equals(scope)) {
                node(node);
            }
        }
        for (Edge edge : model.edges()) {
            if (model.node(edge.from()) != null && model.node(edge.from()).scope().equals(scope)) {
                edge(edge);
            }
        }
    }

    private void node(Node node) throws XMLStreamException {
        switch (node.kind()) {
            case STEP -> empty("task", "id", node.id());
            case CALL -> call(node);
            case GATEWAY -> gateway(node);
            case START -> event("startEvent", node, trigger(node));
            case END -> empty("endEvent", "id", node.id());
            case ERROR_END -> event("endEvent", node, error(node.step()));
            case BOUNDARY -> event("boundaryEvent", node, error(node.catches()));
        }
    }

    private void call(Node node) throws XMLStreamException {
        start("callActivity", "id", node.id(), "calledElement", node.step());
        xml.writeAttribute(CAMUNDA, "calledElementBinding", "version");
        xml.writeAttribute(CAMUNDA, "calledElementVersion", "${flowVersions.of(execution, '" + node.step() + "')}");
        xml.writeStartElement("extensionElements");
        xml.writeEmptyElement(CAMUNDA, "in");
        xml.writeAttribute("businessKey", "#{execution.processBusinessKey}");
        mappings("in", node.in());
        mappings("out", node.out());
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void mappings(String direction, Map<String, String> mappings) throws XMLStreamException {
        for (Map.Entry<String, String> mapping : mappings.entrySet()) {
            xml.writeEmptyElement(CAMUNDA, direction);
            xml.writeAttribute("source", mapping.getValue());
            xml.writeAttribute("target", mapping.getKey());
        }
    }

    private void gateway(Node node) throws XMLStreamException {
        String rest = model.outgoing(node.id()).stream().filter(e -> e.condition() == null).map(Edge::id).findFirst().orElse(null);
        empty("exclusiveGateway", rest == null ? new String[] {"id", node.id()} : new String[] {"id", node.id(), "default", rest});
    }

    private void event(String element, Node node, String definition) throws XMLStreamException {
        start(element, "id", node.id());
        if (node.attached() != null) {
            xml.writeAttribute("attachedToRef", node.attached());
        }
        if (definition != null && definition.equals("callEnded")) {
            empty("messageEventDefinition", "messageRef", "callEndedMessage");
        } else if (definition != null) {
            xml.writeEmptyElement("errorEventDefinition");
            if (!definition.isEmpty()) {
                xml.writeAttribute("errorRef", definition);
            }
        }
        xml.writeEndElement();
    }

    private String trigger(Node start) {
        return model.handlers().stream().filter(h -> h.start().equals(start.id())).findFirst()
                .map(h -> h.trigger() == Handler.Trigger.CALL_ENDED ? "callEnded" : error(h.catches())).orElse(null);
    }

    private static String error(String category) {
        return category == null ? "" : "error" + category;
    }

    private void edge(Edge edge) throws XMLStreamException {
        start("sequenceFlow", "id", edge.id(), "sourceRef", edge.from(), "targetRef", edge.to());
        if (edge.condition() != null && model.node(edge.from()).kind() == FlowModel.Kind.GATEWAY) {
            xml.writeStartElement("conditionExpression");
            xml.writeCharacters(edge.condition().toString());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void start(String name, String... attributes) throws XMLStreamException {
        xml.writeStartElement(name);
        attributes(attributes);
    }

    private void empty(String name, String... attributes) throws XMLStreamException {
        xml.writeEmptyElement(name);
        attributes(attributes);
    }

    private void attributes(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], attributes[i + 1] == null ? "" : attributes[i + 1]);
        }
    }
}
