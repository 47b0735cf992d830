package zhiyin.routing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads a DMN file before the rule engine does and lets nothing through but decision tables: a business rule neither calls Java nor
 * reads another file. The rule engine itself would allow both.
 */
final class TableXml {

    /** Bytes. */
    static final int LARGEST = 1_000_000;
    private static final String MODEL = "/DMN/";
    private static final Set<String> ALLOWED = Set.of("definitions", "description", "extensionElements", "itemDefinition", "itemComponent", "typeRef",
            "allowedValues", "text", "inputData", "variable", "decision", "question", "allowedAnswers", "informationRequirement", "requiredInput", "requiredDecision",
            "decisionTable", "input", "inputExpression", "inputValues", "output", "outputValues", "defaultOutputEntry", "annotation", "rule", "inputEntry",
            "outputEntry", "annotationEntry", "textAnnotation", "association", "sourceRef", "targetRef");
    private static final Set<String> ONE_ROW = Set.of("", "UNIQUE", "FIRST", "PRIORITY", "ANY");
    /** FEEL reaches Java by a function whose body is {@code external}. */
    private static final Pattern CODE = Pattern.compile("\\bexternal\\b|\\bfunction\\s*\\(");

    private final String table;
    private final List<TableFinding> findings = new ArrayList<>();

    private TableXml(String table) {
        this.table = table;
    }

    /** @throws RefusedTableException where the file is no DMN, or holds more than tables */
    static void check(String table, byte[] dmn) {
        TableXml xml = new TableXml(table);
        if (dmn.length > LARGEST) {
            xml.refuse("文件大于 1 MB。", "the file is larger than 1 MB.");
        } else {
            xml.read(dmn);
        }
        if (!xml.findings.isEmpty()) {
            throw new RefusedTableException(xml.findings);
        }
    }

    private void read(byte[] dmn) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            Element root = builder.parse(new ByteArrayInputStream(dmn)).getDocumentElement();
            if (!isModel(root) || !root.getLocalName().equals("definitions")) {
                refuse("不是 DMN 文件。", "this is no DMN file.");
                return;
            }
            walk(root);
            if (children(root, "decision").stream().noneMatch(d -> d.getAttribute("name").equals(table))) {
                refuse("文件里没有同名的决策；请把决策命名为 " + table + "。", "the file has no decision of that name; name one of its decisions " + table + ".");
            }
        } catch (SAXParseException e) {
            refuse("第 " + e.getLineNumber() + " 行不能读取：" + e.getMessage(), "line " + e.getLineNumber() + " cannot be read: " + e.getMessage());
        } catch (SAXException | IOException | ParserConfigurationException e) {
            refuse("不能读取：" + e.getMessage(), "it cannot be read: " + e.getMessage());
        }
    }

    private static boolean isModel(Element element) {
        return element.getNamespaceURI() != null && element.getNamespaceURI().contains(MODEL) && element.getNamespaceURI().endsWith("/MODEL/");
    }

    private void walk(Element element) {
        String name = element.getLocalName();
        if (!ALLOWED.contains(name)) {
            refuse("含有 " + name + "，只能有决策表。", "it holds a " + name + "; only decision tables are taken.");
            return;
        }
        if (name.equals("decisionTable") && !ONE_ROW.contains(element.getAttribute("hitPolicy"))) {
            refuse("命中策略 " + element.getAttribute("hitPolicy") + " 会给出多行；请用 UNIQUE 或 FIRST。",
                    "the hit policy " + element.getAttribute("hitPolicy") + " gives several rows; use UNIQUE or FIRST.");
        }
        if (name.equals("text") && CODE.matcher(element.getTextContent()).find()) {
            refuse("单元格“" + element.getTextContent().strip() + "”调用程序代码。", "the cell \"" + element.getTextContent().strip() + "\" calls code.");
        }
        for (Element child : name.equals("extensionElements") ? List.<Element>of() : children(element)) {
            if (isModel(child)) {
                walk(child);
            } else if (!isDrawing(child)) {
                refuse("含有不属于 DMN 的 " + child.getNodeName() + "。", "it holds a " + child.getNodeName() + ", which is not of DMN.");
            }
        }
    }

    /** The rule engine goes by names without their namespaces, so of what is foreign only the drawing itself may stand here. */
    private static boolean isDrawing(Element element) {
        return element.getLocalName().equals("DMNDI") && element.getNamespaceURI() != null && element.getNamespaceURI().contains(MODEL);
    }

    private static List<Element> children(Element element, String name) {
        return children(element).stream().filter(child -> isModel(child) && child.getLocalName().equals(name)).toList();
    }

    private static List<Element> children(Element element) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = element.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i).getNodeType() == Node.ELEMENT_NODE) {
                found.add((Element) nodes.item(i));
            }
        }
        return found;
    }

    private void refuse(String zh, String en) {
        findings.add(TableFinding.error(table, zh, en));
    }
}
