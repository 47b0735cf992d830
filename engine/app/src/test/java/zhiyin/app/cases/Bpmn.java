package zhiyin.app.cases;

/** Flows of a few steps, as their files would be. */
final class Bpmn {

    private Bpmn() { }

    /** From {@code start} to {@code end}, by what lies between. */
    static String flow(String id, String between) {
        return "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:camunda='http://camunda.org/schema/1.0/bpmn'><process id='" + id + "'><startEvent id='start'/>"
                + between + "<endEvent id='end'/></process></definitions>";
    }

    static String step(String id, String step, String parameters) {
        return "<serviceTask id='" + id + "'><extensionElements><camunda:properties><camunda:property name='step' value='" + step + "'/></camunda:properties><camunda:inputOutput>"
                + parameters + "</camunda:inputOutput></extensionElements></serviceTask>";
    }

    static String text(String name, String text) {
        return "<camunda:inputParameter name='" + name + "'>" + text + "</camunda:inputParameter>";
    }

    static String way(String from, String to, String outcome) {
        return "<sequenceFlow id='" + from + to + "' sourceRef='" + from + "' targetRef='" + to + "'>"
                + (outcome == null ? "" : "<conditionExpression>${outcome == '" + outcome + "'}</conditionExpression>") + "</sequenceFlow>";
    }
}
