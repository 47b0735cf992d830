package zhiyin.routing;

import java.io.ByteArrayOutputStream;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A decision table as a person drew it, and the DMN file that says the same.
 *
 * @param name      of the table
 * @param hitPolicy as DMN calls it: {@code FIRST}, {@code UNIQUE}, {@code ANY}
 */
record DrawnTable(String name, String hitPolicy, List<Column> inputs, List<Column> outputs, List<Rule> rules) {

    private static final String MODEL = "https://www.omg.org/spec/DMN/20191111/MODEL/";

    enum Kind { INPUT, OUTPUT, NOTE }

    /** @param index of the sheet's column, from 0; {@code name} and FEEL {@code type} are empty for notes */
    record Column(int index, Kind kind, String name, String type) {

        private String id(String what) {
            return what + "_" + name;
        }
    }

    /** @param row of the sheet, from 1; {@code inputs} and {@code outputs} are FEEL, one for each column */
    record Rule(int row, String note, List<String> inputs, List<String> outputs) { }

    /** One element after the other, with their attributes by name and value. */
    private record Xml(XMLStreamWriter to) {

        private void open(String name, String... attributes) throws XMLStreamException {
            to.writeStartElement(name);
            for (int i = 0; i < attributes.length; i += 2) {
                to.writeAttribute(attributes[i], attributes[i + 1]);
            }
        }

        private void close() throws XMLStreamException {
            to.writeEndElement();
        }

        private void text(String text) throws XMLStreamException {
            open("text");
            to.writeCharacters(text);
            close();
        }
    }

    /** DMN 1.3, UTF-8. */
    byte[] toDmn() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            XMLStreamWriter to = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
            to.writeStartDocument("UTF-8", "1.0");
            to.writeStartElement("definitions");
            to.writeDefaultNamespace(MODEL);
            to.writeAttribute("id", "file");
            to.writeAttribute("name", name);
            to.writeAttribute("namespace", "http://zhiyin/rules");
            write(new Xml(to));
            to.writeEndDocument();
            to.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The table " + name + " cannot be written as DMN.", e);
        }
        return out.toByteArray();
    }

    private void write(Xml xml) throws XMLStreamException {
        for (Column input : inputs) {
            xml.open("inputData", "id", input.id("data"), "name", input.name());
            xml.open("variable", "id", input.id("variable"), "name", input.name(), "typeRef", input.type());
            xml.close();
            xml.close();
        }
        xml.open("decision", "id", "decision", "name", name);
        xml.open("variable", "id", "result", "name", name);
        xml.close();
        for (Column input : inputs) {
            xml.open("informationRequirement", "id", input.id("needs"));
            xml.open("requiredInput", "href", "#" + input.id("data"));
            xml.close();
            xml.close();
        }
        xml.open("decisionTable", "id", "table", "hitPolicy", hitPolicy);
        for (Column input : inputs) {
            xml.open("input", "id", input.id("in"));
            xml.open("inputExpression", "id", input.id("expression"), "typeRef", input.type());
            xml.text(input.name());
            xml.close();
            xml.close();
        }
        for (Column output : outputs) {
            xml.open("output", "id", output.id("out"), "name", output.name(), "typeRef", output.type());
            xml.close();
        }
        for (Rule rule : rules) {
            write(xml, rule);
        }
        xml.close();
        xml.close();
    }

    private static void write(Xml xml, Rule rule) throws XMLStreamException {
        xml.open("rule", "id", "row" + rule.row());
        xml.open("description");
        xml.to().writeCharacters(rule.note());
        xml.close();
        entries(xml, "inputEntry", rule.row(), rule.inputs());
        entries(xml, "outputEntry", rule.row(), rule.outputs());
        xml.close();
    }

    private static void entries(Xml xml, String kind, int row, List<String> entries) throws XMLStreamException {
        for (int i = 0; i < entries.size(); i++) {
            xml.open(kind, "id", kind + row + "_" + i);
            xml.text(entries.get(i));
            xml.close();
        }
    }
}
