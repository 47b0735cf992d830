package zhiyin.flow.run;

import java.util.Map;

/**
 * Where a call stands in its flow.
 *
 * @param title   of the flow, by language
 * @param element id of the drawn step; @param name what is written in it
 * @param step    its kind, such as {@code menu}
 */
public record Standing(String flow, Map<String, String> title, int version, String element, String name, String step) { }
