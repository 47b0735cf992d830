package zhiyin.app.record;

import java.util.Collection;
import java.util.regex.Pattern;

/** Numbers of agents (LOG-12, LOG-26): C ordinary, A senior, S expert or M supervisor, and three digits from 001 on. */
public final class AgentCodes {

    private static final Pattern CODE = Pattern.compile("[CASM](?!000)\\d{3}");
    private static final int LAST = 999;

    private AgentCodes() { }

    public static boolean isOne(String text) {
        return CODE.matcher(text).matches();
    }

    /**
     * The number after the last one of that grade; one that was given up is not given again.
     *
     * @param grade C, A, S or M
     * @param given every number ever given
     * @throws IllegalStateException if the grade has used all of its numbers
     */
    public static String next(char grade, Collection<String> given) {
        int last = given.stream().filter(code -> isOne(code) && code.charAt(0) == grade).mapToInt(code -> Integer.parseInt(code.substring(1))).max().orElse(0);
        String next = "%c%03d".formatted(grade, last + 1);
        if (last == LAST || !isOne(next)) {
            throw new IllegalStateException("There is no agent number after " + grade + "%03d".formatted(last) + ". Grades are C, A, S and M, each with 001 to 999.");
        }
        return next;
    }
}
