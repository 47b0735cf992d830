package zhiyin.routing.assign;

import java.util.Map;

/** Rules that are not taken: they do not compile. */
public final class RefusedRulesException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Map<String, String> text;

    /** @param what in the compiler's words */
    RefusedRulesException(String file, int line, String what, Throwable cause) {
        this(Words.of(file + " 第 " + line + " 行不能编译：" + what + "。请改正这一行；写法可对照随附的 flows/assignment.drl。",
                file + " does not compile at line " + line + ": " + what + ". Put that line right; flows/assignment.drl as shipped shows how rules are written."), cause);
    }

    private RefusedRulesException(Map<String, String> text, Throwable cause) {
        super(text.get("en"), cause);
        this.text = text;
    }

    /** By language: what is wrong, in which file and line, and the way out. */
    public Map<String, String> text() {
        return text;
    }
}
