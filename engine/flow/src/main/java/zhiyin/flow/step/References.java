package zhiyin.flow.step;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** References to flow variables in text: <code>${name}</code> or <code>${name.field}</code>. */
public final class References {

    private static final Pattern PLAIN = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)((?:\\.[A-Za-z_][A-Za-z0-9_]*)*)}");
    private static final Pattern ANY = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|(?<![.\\w?])([A-Za-z_]\\w*)(?!\\w|\\s*\\()");
    private static final Set<String> NOT_VARIABLES = Set.of("true", "false", "null", "and", "or", "not", "gt", "lt", "gte", "lte");

    private References() { }

    /** The variable itself with its type where the text is nothing but one reference; else the text with each replaced. */
    public static Object replace(String text, Map<String, Object> variables) {
        Matcher matcher = PLAIN.matcher(text);
        if (matcher.matches()) {
            return resolve(matcher, variables);
        }
        return PLAIN.matcher(text).replaceAll(m -> {
            Object value = resolve(m, variables);
            return Matcher.quoteReplacement(value == null ? "" : value.toString());
        });
    }

    private static Object resolve(java.util.regex.MatchResult match, Map<String, Object> variables) {
        Object value = variables.get(match.group(1));
        for (String field : match.group(2).isEmpty() ? new String[0] : match.group(2).substring(1).split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(field) : null;
        }
        return value;
    }

    /** The variables read in a text or template; those with a default ({@code !}) are left out. */
    public static Set<String> in(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher expressions = ANY.matcher(text);
        while (expressions.find()) {
            String expression = expressions.group(1);
            if (expression.contains("!") || expression.contains("??")) {
                continue;
            }
            Matcher words = WORD.matcher(expression);
            while (words.find()) {
                if (words.group(1) != null && !NOT_VARIABLES.contains(words.group(1))) {
                    names.add(words.group(1));
                }
            }
        }
        return names;
    }
}
