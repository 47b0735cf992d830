package zhiyin.routing.assign;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sentences about assignment in both languages. */
final class Words {

    private final StringBuilder zh = new StringBuilder();
    private final StringBuilder en = new StringBuilder();

    static Map<String, String> of(String zh, String en) {
        return Map.of("zh", zh, "en", en);
    }

    /** One more part of a sentence. */
    Words say(String zh, String en) {
        this.zh.append(this.zh.isEmpty() ? "" : "；").append(zh);
        this.en.append(this.en.isEmpty() ? "" : "; ").append(en);
        return this;
    }

    Map<String, String> said() {
        return of(zh.toString(), en.toString());
    }

    /** In brackets, or nothing. */
    static String bracketed(List<Map<String, String>> reasons, String language) {
        if (reasons.isEmpty()) {
            return "";
        }
        boolean chinese = language.equals("zh");
        return reasons.stream().map(reason -> reason.getOrDefault(language, "")).collect(Collectors.joining(chinese ? "、" : ", ", chinese ? "（" : " (", chinese ? "）" : ")"));
    }

    static String list(Collection<String> names, String separator) {
        return names.stream().sorted().collect(Collectors.joining(separator));
    }

    static String zh(Duration time) {
        return time(time, " 小时", " 分", " 秒");
    }

    static String en(Duration time) {
        return time(time, " h", " min", " s");
    }

    private static String time(Duration time, String hours, String minutes, String seconds) {
        long all = Math.max(0, time.toSeconds());
        String tail = all % 60 == 0 ? "" : " " + all % 60 + seconds;
        if (all >= 3600) {
            return all / 3600 + hours + (all / 60 % 60 == 0 ? "" : " " + all / 60 % 60 + minutes);
        }
        return all >= 60 ? all / 60 + minutes + tail : all + seconds;
    }
}
