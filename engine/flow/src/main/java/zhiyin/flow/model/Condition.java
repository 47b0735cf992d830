package zhiyin.flow.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A drawn condition: compares and combines ({@code == != < > <= >=}, {@code and or not}, brackets), nothing else. The same
 * object decides in the engine, in the interpreter and in the check, so they cannot differ. An unset variable equals only
 * {@code null}; an order between things that have none is false.
 */
public final class Condition {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(==|!=|<=|>=|<|>|\\(|\\)|&&|\\|\\||!)|('[^']*'|\"[^\"]*\")|(-?\\d+(?:\\.\\d+)?)|([A-Za-z_][A-Za-z0-9_]*))");

    /** Longer than any author writes; more would cost time and stack to read. */
    private static final int MAX_LENGTH = 1000;

    private final String text;
    private final Part root;
    private final Set<String> variables = new TreeSet<>();
    private final List<String> tokens = new ArrayList<>();
    private int next;
    private String outcome;

    private interface Part {
        Object value(Map<String, Object> variables);
    }

    /**
     * Reads <code>${...}</code>.
     *
     * @throws IllegalArgumentException with a sentence for the author if anything else stands there
     */
    public Condition(String text) {
        this.text = text.strip().length() > MAX_LENGTH ? text.strip().substring(0, 40) + "..." : text.strip();
        if (text.strip().length() > MAX_LENGTH) {
            throw refused("it is longer than " + MAX_LENGTH + " characters");
        }
        if (!this.text.startsWith("${") || !this.text.endsWith("}")) {
            throw refused("it must be written as ${...}");
        }
        tokenize(this.text.substring(2, this.text.length() - 1));
        this.root = or();
        if (next < tokens.size()) {
            throw refused("\"" + tokens.get(next) + "\" is not expected there");
        }
    }

    public boolean holds(Map<String, Object> values) {
        return truth(root.value(values));
    }

    /** The variables it reads. */
    public Set<String> variables() {
        return variables;
    }

    /** The variables whose being set is what it asks: those that it compares with {@code null}. */
    public Set<String> asked() {
        Set<String> asked = compared("==");
        asked.addAll(compared("!="));
        return asked;
    }

    /** The variables that are certainly set where it holds: those that are not {@code null}, where nothing but {@code and} stands between its parts. */
    public Set<String> known() {
        return tokens.stream().anyMatch(Set.of("or", "||", "not", "!")::contains) ? Set.of() : compared("!=");
    }

    private Set<String> compared(String operator) {
        Set<String> found = new TreeSet<>();
        for (int i = 1; i < tokens.size() - 1; i++) {
            if (tokens.get(i).equals(operator) && (tokens.get(i - 1).equals("null") || tokens.get(i + 1).equals("null"))) {
                found.add(tokens.get(i - 1).equals("null") ? tokens.get(i + 1) : tokens.get(i - 1));
            }
        }
        found.retainAll(variables);
        return found;
    }

    /** NAME where it is exactly <code>${outcome == 'NAME'}</code>, else null. */
    public String outcome() {
        return outcome;
    }

    @Override public String toString() {
        return text;
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("The condition " + text + " is refused: " + why
                + ". Conditions compare (== != < > <= >=) and combine (and, or, not); nothing is called.");
    }

    private void tokenize(String body) {
        Matcher matcher = TOKEN.matcher(body);
        int at = 0;
        while (at < body.length() && !body.substring(at).isBlank()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw refused("\"" + body.substring(at).strip() + "\" is not understood");
            }
            tokens.add(matcher.group().strip());
            at = matcher.end();
        }
        if (tokens.size() == 3 && tokens.get(0).equals("outcome") && tokens.get(1).equals("==") && isQuoted(tokens.get(2))) {
            outcome = unquoted(tokens.get(2));
        }
    }

    private Part or() {
        Part left = and();
        while (accept("or") || accept("||")) {
            Part a = left;
            Part b = and();
            left = v -> truth(a.value(v)) || truth(b.value(v));
        }
        return left;
    }

    private Part and() {
        Part left = not();
        while (accept("and") || accept("&&")) {
            Part a = left;
            Part b = not();
            left = v -> truth(a.value(v)) && truth(b.value(v));
        }
        return left;
    }

    private Part not() {
        if (accept("not") || accept("!")) {
            Part inner = not();
            return v -> !truth(inner.value(v));
        }
        return comparison();
    }

    private Part comparison() {
        Part left = operand();
        for (String operator : List.of("==", "!=", "<=", ">=", "<", ">")) {
            if (accept(operator)) {
                Part right = operand();
                return v -> compare(operator, left.value(v), right.value(v));
            }
        }
        return left;
    }

    private Part operand() {
        if (accept("(")) {
            Part inner = or();
            if (!accept(")")) {
                throw refused("a bracket is not closed");
            }
            return inner;
        }
        if (next >= tokens.size()) {
            throw refused("something is missing at its end");
        }
        return literalOrVariable(tokens.get(next++));
    }

    private Part literalOrVariable(String token) {
        if (isQuoted(token)) {
            String value = unquoted(token);
            return v -> value;
        }
        if (Character.isDigit(token.charAt(0)) || token.charAt(0) == '-') {
            BigDecimal number = new BigDecimal(token);
            return v -> number;
        }
        switch (token) {
            case "true": return v -> true;
            case "false": return v -> false;
            case "null": return v -> null;
            default:
        }
        if (!Character.isLetter(token.charAt(0)) && token.charAt(0) != '_') {
            throw refused("\"" + token + "\" is not expected there");
        }
        variables.add(token);
        return v -> v.get(token);
    }

    private boolean accept(String token) {
        if (next < tokens.size() && tokens.get(next).equals(token)) {
            next++;
            return true;
        }
        return false;
    }

    private static boolean isQuoted(String token) {
        return token.charAt(0) == '\'' || token.charAt(0) == '"';
    }

    private static String unquoted(String token) {
        return token.substring(1, token.length() - 1);
    }

    private static boolean truth(Object value) {
        return Boolean.TRUE.equals(value);
    }

    private static boolean compare(String operator, Object left, Object right) {
        switch (operator) {
            case "==": return same(left, right);
            case "!=": return !same(left, right);
            default:
        }
        Integer order = order(left, right);
        if (order == null) {
            return false;
        }
        return switch (operator) {
            case "<" -> order < 0;
            case ">" -> order > 0;
            case "<=" -> order <= 0;
            default -> order >= 0;
        };
    }

    private static boolean same(Object left, Object right) {
        if (left instanceof Number && right instanceof Number) {
            return order(left, right) == 0;
        }
        return left == null ? right == null : left.equals(right);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Integer order(Object left, Object right) {
        if (left instanceof Number && right instanceof Number) {
            return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
        }
        if (left instanceof Comparable c && right != null && left.getClass() == right.getClass()) {
            return c.compareTo(right);
        }
        return null;
    }
}
