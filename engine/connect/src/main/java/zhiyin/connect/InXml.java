package zhiyin.connect;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connector's inputs as they may stand in XML: {@code ${exchangeProperty.xml[name]}} in a route is the input of that name, escaped. */
final class InXml {

    /** The exchange's property that holds them. */
    static final String PROPERTY = "xml";

    private static final Pattern FORBIDDEN = Pattern.compile("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");
    private static final Pattern PROPERTIES = Pattern.compile("\\$\\{(?:exchangeProperty|header)\\.(\\w+)}");

    private InXml() { }

    static Map<String, String> of(Map<String, Object> input) {
        Map<String, String> escaped = new LinkedHashMap<>();
        input.forEach((name, value) -> escaped.put(name, value == null ? "" : escaped(value instanceof BigDecimal number ? number.toPlainString() : value.toString())));
        return escaped;
    }

    /** In text and in attributes alike; what XML cannot hold at all is left out. */
    static String escaped(String text) {
        return FORBIDDEN.matcher(text).replaceAll("").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&apos;");
    }

    /** What a route reads out of its input and puts into XML as it is: there a caller's words could change what is asked. */
    static Set<String> unescaped(List<Object> route) {
        Set<String> read = new TreeSet<>();
        Set<String> put = new TreeSet<>();
        walk(route, read, put);
        put.retainAll(read);
        return put;
    }

    private static void walk(Object node, Set<String> read, Set<String> put) {
        if (node instanceof Map<?, ?> map) {
            if (map.containsKey("name") && map.containsKey("jsonpath")) {
                read.add(map.get("name").toString());
            }
            Object simple = map.get("simple") instanceof Map<?, ?> detailed ? detailed.get("expression") : map.get("simple");
            if (simple != null && simple.toString().stripLeading().startsWith("<")) {
                Matcher properties = PROPERTIES.matcher(simple.toString());
                while (properties.find()) {
                    put.add(properties.group(1));
                }
            }
            map.values().forEach(value -> walk(value, read, put));
        } else if (node instanceof Collection<?> list) {
            list.forEach(value -> walk(value, read, put));
        }
    }
}
