package zhiyin.app.telephony;

import java.util.List;
import zhiyin.spi.dialogue.Prompt;

/** What is said to callers who reach no flow. */
public final class Announcements {

    static final Prompt REFUSAL = Prompt.of("对不起，您的号码暂时不能使用本服务。如有疑问，请到服务大厅咨询。再见。",
            "Sorry, your number cannot use this service at present. Please visit a service hall if you have questions. Goodbye.");
    static final Prompt APOLOGY = Prompt.of("对不起，系统正在维护，请稍后再拨。再见。",
            "Sorry, the system is being serviced. Please call again later. Goodbye.");
    static final Prompt HEALTHY = Prompt.of("您好。", "Hello.");

    private Announcements() { }

    public static List<Prompt> all() {
        return List.of(REFUSAL, APOLOGY, HEALTHY);
    }
}
