package zhiyin.spi.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a {@code step.yaml} that a YAML parser has turned into maps and lists. */
public final class DescriptorReader {

    private static final Set<String> KNOWN = Set.of("step", "class", "title", "needs", "config", "exits");

    private final String place;

    private DescriptorReader(String place) {
        this.place = place;
    }

    /**
     * @param place file name for messages
     * @throws IllegalArgumentException with a sentence that names the entry
     */
    public static StepDescriptor read(Map<String, Object> yaml, String place) {
        return new DescriptorReader(place).descriptor(yaml);
    }

    private StepDescriptor descriptor(Map<String, Object> yaml) {
        yaml.keySet().stream().filter(k -> !KNOWN.contains(k)).findFirst().ifPresent(k -> {
            throw problem("unknown entry \"" + k + "\"; known are " + KNOWN);
        });
        Map<String, Field> fields = new LinkedHashMap<>();
        map(yaml.get("config"), "config").forEach((name, body) -> fields.put(name, field(name, map(body, name))));
        return new StepDescriptor(word(yaml, "step"), word(yaml, "class"), texts(yaml.get("title"), "title"),
                words(yaml.get("needs")), fields, exits(map(yaml.get("exits"), "exits"), fields));
    }

    private Field field(String name, Map<String, Object> body) {
        if (!(body.get("type") instanceof String type)) {
            throw problem("config." + name + " has no type");
        }
        try {
            return new Field(name, texts(body.get("title"), "config." + name + ".title"), FieldType.of(type),
                    Boolean.TRUE.equals(body.get("required")), body.get("default"), number(body.get("min")), number(body.get("max")),
                    words(body.get("options")), words(body.get("sees")));
        } catch (IllegalArgumentException e) {
            throw problem("config." + name + ": " + e.getMessage());
        }
    }

    private Exits exits(Map<String, Object> yaml, Map<String, Field> fields) {
        Exits exits = new Exits((String) yaml.get("perKey"), words(yaml.get("required")), words(yaml.get("defaulted")));
        if (exits.perKey() != null && !fields.containsKey(exits.perKey())) {
            throw problem("exits.perKey names \"" + exits.perKey() + "\", which is no config field");
        }
        return exits;
    }

    private Map<String, String> texts(Object yaml, String where) {
        Map<String, String> texts = new LinkedHashMap<>();
        map(yaml, where).forEach((language, text) -> texts.put(language, String.valueOf(text)));
        if (!texts.keySet().containsAll(Set.of("zh", "en"))) {
            throw problem(where + " needs both zh and en");
        }
        return texts;
    }

    private String word(Map<String, Object> yaml, String key) {
        if (yaml.get(key) instanceof String word && !word.isBlank()) {
            return word;
        }
        throw problem("\"" + key + "\" is missing");
    }

    private static Long number(Object yaml) {
        return yaml == null ? null : Long.valueOf(yaml.toString());
    }

    private static List<String> words(Object yaml) {
        return yaml instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> map(Object yaml, String where) {
        if (yaml == null) {
            return Map.of();
        }
        if (yaml instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw problem(where + " must be a map");
    }

    private IllegalArgumentException problem(String what) {
        return new IllegalArgumentException(place + ": " + what + ".");
    }
}
