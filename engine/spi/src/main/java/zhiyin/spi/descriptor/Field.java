package zhiyin.spi.descriptor;

import java.util.List;
import java.util.Map;

/**
 * One configuration field.
 *
 * @param name         as in BPMN's {@code camunda:inputParameter}
 * @param title        by language
 * @param type         how it is written, bound and edited
 * @param required     whether a flow without it is refused
 * @param defaultValue used when absent; null for none
 * @param min          least number, or shortest text; null for none
 * @param max          greatest number, or longest text; null for none
 * @param options      the words a {@link FieldType#CHOICE} may hold, the names a {@link FieldType#VALUES} may; empty there: any
 * @param sees         what a {@link FieldType#PROMPT} may name beside the flow's variables, because the channel knows it
 */
public record Field(String name, Map<String, String> title, FieldType type, boolean required, Object defaultValue,
                    Long min, Long max, List<String> options, List<String> sees) { }
