package zhiyin.collect;

import java.util.Map;
import zhiyin.spi.dialogue.Prompt;

/** What was entered, said as its kind is said, and how to confirm it. */
final class ReadBack {

    private ReadBack() { }

    static Prompt of(String type, Object value) {
        String said = switch (type) {
            case "amount" -> "${money(value)}";
            case "phone" -> "${phone(value)}";
            case "idCard" -> "${id(value)}";
            case "date" -> "${date(value)}";
            case "time" -> "${time(value)}";
            case "dateTime" -> "${date(value)}${time(value)}";
            default -> "${digits(value)}";
        };
        return Prompt.of("您输入的是" + said + "，确认请按1，重新输入请按2。",
                "You entered " + said.replace("}$", "} $") + ". To confirm, press 1. To enter it again, press 2.").with(Map.of("value", value));
    }
}
