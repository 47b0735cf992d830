package zhiyin.app.casework;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import zhiyin.spi.form.FormField;
import zhiyin.spi.form.Label;

/**
 * What a task's doer is shown and must keep to, as its step drew it.
 *
 * @param choices  how it can end, by outcome
 * @param remarked outcomes that want a remark
 * @param fourEyes not by whoever did the case's task before
 */
public record TaskSheet(List<FormField> form, Map<String, Label> choices, List<String> remarked, boolean fourEyes) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    String json() {
        return JSON.writeValueAsString(this);
    }

    static TaskSheet of(String json) {
        return JSON.readValue(json, TaskSheet.class);
    }
}
