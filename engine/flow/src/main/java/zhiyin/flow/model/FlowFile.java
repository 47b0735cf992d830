package zhiyin.flow.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * {@code flow.yaml}: what a flow is for and when it answers.
 *
 * @param id       equal to folder and process id
 * @param title    by language
 * @param numbers  dialed numbers it answers; empty for a flow that others call
 * @param callers  caller lists or prefixes it is for; empty for everyone
 * @param calendar calendar in whose open hours it answers; null for always
 * @param priority among equals, the greater wins
 * @param channels {@code voice}, ..., or {@code case} alone
 * @param languages {@code zh}, {@code en}
 * @param contentClass class code of LOG-39 for its content events; empty if none
 * @param inputs   variables a caller of the flow must hand in
 * @param outputs  variables it hands back
 * @param continuesAfterHangup whether it goes on when the caller has gone
 * @param desk     what agents may do with it during a call: {@code send} a caller there, have it {@code check} him while they stay; empty for nothing
 * @param leadInMs silence between a key's end and the next prompt, 0 to 1000
 */
public record FlowFile(String id, Map<String, String> title, List<String> numbers, List<String> callers, String calendar, int priority,
                       List<String> channels, List<String> languages, String contentClass, List<String> inputs, List<String> outputs,
                       boolean continuesAfterHangup, String desk, int leadInMs) {

    /** {@link #desk}: an agent may send a caller there. */
    public static final String SEND = "send";
    /** {@link #desk}: an agent may have a caller checked by it, who then hears of him {@code passed}. */
    public static final String CHECK = "check";

    private static final Set<String> KNOWN = Set.of("id", "title", "numbers", "callers", "calendar", "priority", "channels", "languages",
            "contentClass", "inputs", "outputs", "continuesAfterHangup", "desk", "leadInMs");

    /** The channel of flows that outlive calls: work orders. */
    public static final String CASE = "case";

    /** The inputs that are not among those handed in. */
    public List<String> missing(Collection<?> given) {
        return inputs.stream().filter(input -> !given.contains(input)).toList();
    }

    /** Whether it is a flow of cases and of nothing else. */
    public boolean isCase() {
        return channels.equals(List.of(CASE));
    }

    /** @throws RefusedFlowException naming the entry that is wrong */
    public static FlowFile read(String yaml, String place) {
        try {
            Object parsed = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            if (!(parsed instanceof Map<?, ?> map)) {
                throw refused(place, "应为键值形式", "it must be a map");
            }
            return of(map, place);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark().getLine() + 1;
            throw refused(place, "第 " + line + " 行或它上面一行写法不对。请看：冒号、逗号、引号、括号要用英文的，并且成对；冒号后面有一个空格；行首对齐，不用制表符（Tab）",
                    "line " + line + " or the one above is not YAML: " + e.getProblem() + ". Colons, commas, quotes and brackets are ASCII and in pairs, a blank follows a colon, and lines begin with no tab");
        } catch (YAMLException | ClassCastException | NumberFormatException e) {
            throw refused(place, e.getMessage(), e.getMessage());
        }
    }

    private static FlowFile of(Map<?, ?> map, String place) {
        for (Object key : map.keySet()) {
            if (!KNOWN.contains(key)) {
                throw refused(place, "未知的项 " + key + "；有 " + new TreeSet<>(KNOWN), "unknown entry \"" + key + "\"; there are " + new TreeSet<>(KNOWN));
            }
        }
        if (!(map.get("id") instanceof String id)) {
            throw refused(place, "缺少 id", "\"id\" is missing");
        }
        Map<String, String> title = new LinkedHashMap<>();
        if (map.get("title") instanceof Map<?, ?> titles) {
            if (titles.containsValue(null) || titles.containsKey(null)) {
                throw refused(place, "title 不能为空", "a title is empty");
            }
            titles.forEach((k, v) -> title.put(k.toString(), v.toString()));
        }
        int leadIn = map.get("leadInMs") instanceof Number n ? n.intValue() : 200;
        if (leadIn < 0 || leadIn > 1000) {
            throw refused(place, "leadInMs 应在 0 到 1000 之间", "leadInMs must lie between 0 and 1000");
        }
        String desk = map.get("desk") == null ? "" : map.get("desk").toString();
        if (!Set.of("", SEND, CHECK).contains(desk)) {
            throw refused(place, "desk 应为 send 或 check", "desk must be send or check");
        }
        return new FlowFile(id, title, words(map.get("numbers")), words(map.get("callers")), (String) map.get("calendar"),
                map.get("priority") instanceof Number n ? n.intValue() : 0, orElse(words(map.get("channels")), "voice"),
                orElse(words(map.get("languages")), "zh"), map.get("contentClass") == null ? "" : map.get("contentClass").toString(),
                words(map.get("inputs")), words(map.get("outputs")), Boolean.TRUE.equals(map.get("continuesAfterHangup")), desk, leadIn);
    }

    private static List<String> words(Object yaml) {
        return yaml instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }

    private static List<String> orElse(List<String> words, String word) {
        return words.isEmpty() ? List.of(word) : words;
    }

    private static RefusedFlowException refused(String place, String zh, String en) {
        return new RefusedFlowException(List.of(Finding.error("flow.yaml", place, "", place + "：" + zh + "。", place + ": " + en + ".")));
    }
}
