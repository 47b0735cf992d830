package zhiyin.app.cases;

/** Flows of a few steps, as their files would be. */
public final class Bpmn {

    private Bpmn() { }

    /** From {@code start} to {@code end}, by what lies between. */
    public static String flow(String id, String between) {
        return "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:camunda='http://camunda.org/schema/1.0/bpmn'><process id='" + id + "'><startEvent id='start'/>"
                + between + "<endEvent id='end'/></process></definitions>";
    }

    public static String step(String id, String step, String parameters) {
        return "<serviceTask id='" + id + "'><extensionElements><camunda:properties><camunda:property name='step' value='" + step + "'/></camunda:properties><camunda:inputOutput>"
                + parameters + "</camunda:inputOutput></extensionElements></serviceTask>";
    }

    /** What a person does. */
    public static String task(String id, String step, String parameters) {
        return step(id, step, parameters).replace("serviceTask", "userTask");
    }

    /** @param entries names and values in turn */
    public static String map(String name, String... entries) {
        StringBuilder map = new StringBuilder("<camunda:map>");
        for (int i = 0; i < entries.length; i += 2) {
            map.append("<camunda:entry key='").append(entries[i]).append("'>").append(entries[i + 1]).append("</camunda:entry>");
        }
        return text(name, map.append("</camunda:map>").toString());
    }

    public static String text(String name, String text) {
        return "<camunda:inputParameter name='" + name + "'>" + text + "</camunda:inputParameter>";
    }

    public static String way(String from, String to, String outcome) {
        return "<sequenceFlow id='" + from + to + "' sourceRef='" + from + "' targetRef='" + to + "'>"
                + (outcome == null ? "" : "<conditionExpression>${outcome == '" + outcome + "'}</conditionExpression>") + "</sequenceFlow>";
    }
}
