package zhiyin.flow.run;

import zhiyin.spi.Category;
import zhiyin.spi.dialogue.Prompt;

/** What a caller hears where the author drew nothing: one sentence, then the call ends. */
public final class SpokenDefaults {

    private SpokenDefaults() { }

    public static Prompt of(Category category) {
        return switch (category) {
            case CONNECTOR -> Prompt.of("对不起，业务系统暂时无法查询，请稍后再拨。再见。",
                    "Sorry, the service cannot be reached at the moment. Please call again later. Goodbye.");
            case CALLER -> Prompt.of("对不起，您的输入无法处理。再见。", "Sorry, your entry could not be used. Goodbye.");
            default -> Prompt.of("对不起，系统出现故障，请稍后再拨。再见。",
                    "Sorry, something went wrong on our side. Please call again later. Goodbye.");
        };
    }

    public static Prompt ofExit(String outcome) {
        return switch (outcome) {
            case "noMatch" -> Prompt.of("您的选择有误，感谢来电，再见。", "That choice is not valid. Thank you for calling. Goodbye.");
            case "noInput" -> Prompt.of("没有收到您的按键，感谢来电，再见。", "No key was received. Thank you for calling. Goodbye.");
            case "timeout", "failed" -> of(Category.CONNECTOR);
            default -> Prompt.of("感谢来电，再见。", "Thank you for calling. Goodbye.");
        };
    }
}
