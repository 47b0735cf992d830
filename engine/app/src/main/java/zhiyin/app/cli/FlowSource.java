package zhiyin.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A flow on disk.
 *
 * @param name what the user is told it is
 */
record FlowSource(String name, String yaml, String bpmn) {

    private static final String YAML = "flow.yaml";

    /**
     * What a path holds: a flow's folder, a folder of such, or a drawing. A drawing without {@code flow.yaml} beside it, as from
     * another modeler, is taken under its process id.
     *
     * @throws CommandException if there is no flow
     */
    static List<FlowSource> at(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return List.of(drawing(path));
        }
        if (Files.exists(path.resolve(YAML)) && Files.exists(path.resolve("flow.bpmn"))) {
            return List.of(drawing(path.resolve("flow.bpmn")));
        }
        List<FlowSource> below = Files.isDirectory(path) ? below(path) : List.of();
        if (below.isEmpty()) {
            throw CommandException.usage(path + " 不是流程：需要一个 .bpmn 文件，或含有 flow.yaml 和 flow.bpmn 的目录。",
                    path + " is no flow: give a .bpmn file, or a folder with flow.yaml and flow.bpmn.");
        }
        return below;
    }

    private static List<FlowSource> below(Path folder) throws IOException {
        List<Path> drawings;
        try (Stream<Path> found = Files.walk(folder, 2)) {
            drawings = found.filter(f -> f.toString().endsWith(".bpmn") && Files.isRegularFile(f)).sorted().toList();
        }
        List<FlowSource> flows = new java.util.ArrayList<>();
        for (Path drawing : drawings) {
            flows.add(drawing(drawing));
        }
        return flows;
    }

    private static FlowSource drawing(Path file) throws IOException {
        Path yaml = file.resolveSibling(YAML);
        return new FlowSource(file.toString(), Files.exists(yaml) ? text(yaml) : minimal(file), text(file));
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw CommandException.usage(file + " 不是 UTF-8 编码（记事本另存为时可选编码）。请另存为 UTF-8 再试。",
                    file + " is not in UTF-8, perhaps in GBK. Save it as UTF-8 and try again.");
        }
    }

    private static String minimal(Path file) throws IOException {
        String id = processId(file);
        return "id: \"%s\"\ntitle: {zh: \"%s\", en: \"%s\"}\nnumbers: []\nchannels: [voice]\nlanguages: [zh]\n".formatted(id, id, id);
    }

    /** The first process's id; the file's name where there is none, so that the check can say what is wrong. */
    private static String processId(Path file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("process") && xml.getAttributeValue(null, "id") != null) {
                    return xml.getAttributeValue(null, "id").replaceAll("[\"\\\\]", "_");
                }
            }
        } catch (XMLStreamException e) {
            return named(file);
        }
        return named(file);
    }

    private static String named(Path file) {
        return file.getFileName().toString().replaceFirst("\\.bpmn$", "").replaceAll("[\"\\\\]", "_");
    }

    Map<String, String> asRequest() {
        return Map.of("yaml", yaml, "bpmn", bpmn);
    }
}
