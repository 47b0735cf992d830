package zhiyin.flow;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import zhiyin.flow.model.FlowFile;

/** Draws small flows for tests, as BPMN text. */
final class Drawing {

    private final String id;
    private final StringBuilder body = new StringBuilder();
    private final StringBuilder settings = new StringBuilder();
    private int edges;

    Drawing(String id) {
        this.id = id;
    }

    Drawing setting(String yaml) {
        settings.append(yaml).append('\n');
        return this;
    }

    Drawing raw(String xml) {
        body.append(xml);
        return this;
    }

    Drawing start(String to) {
        raw("<startEvent id='start'/>");
        return edge("start", to, null);
    }

    Drawing end(String node) {
        return raw("<endEvent id='" + node + "'/>");
    }

    Drawing edge(String from, String to, String condition) {
        raw("<sequenceFlow id='e" + ++edges + "' sourceRef='" + from + "' targetRef='" + to + "'>");
        if (condition != null) {
            raw("<conditionExpression>" + condition.replace("<", "&lt;") + "</conditionExpression>");
        }
        return raw("</sequenceFlow>");
    }

    Drawing exit(String from, String outcome, String to) {
        return edge(from, to, "${outcome == '" + outcome + "'}");
    }

    Drawing step(String node, String step, Map<String, Object> config) {
        raw("<serviceTask id='" + node + "' name='" + node + "'>" + properties(step) + "<camunda:inputOutput>");
        config.forEach((name, value) -> raw("<camunda:inputParameter name='" + name + "'>" + parameter(value) + "</camunda:inputParameter>"));
        return raw("</camunda:inputOutput></extensionElements></serviceTask>");
    }

    private static String properties(String step) {
        return "<extensionElements><camunda:properties><camunda:property name='step' value='" + step + "'/></camunda:properties>";
    }

    private static String parameter(Object value) {
        if (value instanceof Map<?, ?> map) {
            StringBuilder text = new StringBuilder("<camunda:map>");
            map.forEach((k, v) -> text.append("<camunda:entry key='").append(k).append("'>").append(v).append("</camunda:entry>"));
            return text.append("</camunda:map>").toString();
        }
        return value.toString().replace("<", "&lt;");
    }

    Drawing call(String node, String flow, String mappings) {
        return raw("<callActivity id='" + node + "' calledElement='" + flow + "'><extensionElements>" + mappings + "</extensionElements></callActivity>");
    }

    Drawing catching(String node, String attachedTo, String category) {
        return raw("<boundaryEvent id='" + node + "' attachedToRef='" + attachedTo + "'><errorEventDefinition errorRef='e" + category + "'/></boundaryEvent>");
    }

    Drawing callEnded(String step, Map<String, Object> config) {
        raw("<subProcess id='gone' triggeredByEvent='true'><startEvent id='goneStart'><messageEventDefinition messageRef='callEnded'/></startEvent>");
        step(step + "WhenGone", step, config);
        edge("goneStart", step + "WhenGone", null);
        end("goneEnd");
        edge(step + "WhenGone", "goneEnd", null);
        return raw("</subProcess>");
    }

    byte[] bpmn() {
        StringBuilder errors = new StringBuilder();
        for (var category : zhiyin.spi.Category.values()) {
            errors.append("<error id='e" + category + "' errorCode='" + category + "'/>");
        }
        return ("<?xml version='1.0' encoding='UTF-8'?><definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' "
                + "xmlns:camunda='http://camunda.org/schema/1.0/bpmn' targetNamespace='t'>" + errors
                + "<message id='callEnded' name='callEnded'/><process id='" + id + "' isExecutable='true'>" + body
                + "</process></definitions>").getBytes(StandardCharsets.UTF_8);
    }

    FlowFile file() {
        return FlowFile.read("id: " + id + "\ntitle: {zh: " + id + ", en: " + id + "}\n" + (settings.indexOf("numbers") < 0 ? "numbers: ['12333']\n" : "") + settings, id + "/flow.yaml");
    }
}
