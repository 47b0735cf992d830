package zhiyin.sip;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A key sent by INFO, as {@code application/dtmf-relay} (Signal=, Duration=) or {@code application/dtmf} (the key alone). */
record KeyPress(char digit, int durationMs) {

    private static final int USUAL_MS = 250;
    private static final Pattern SIGNAL = Pattern.compile("(?im)^\\s*signal\\s*=\\s*(\\S{1,2})\\s*$");
    private static final Pattern DURATION = Pattern.compile("(?im)^\\s*duration\\s*=\\s*(\\d{1,5})\\s*$");

    /** The key in a body; empty if the body is of another type, or no key. */
    static Optional<KeyPress> read(String contentType, String body) {
        if ("application/dtmf-relay".equals(contentType)) {
            return find(SIGNAL, body).flatMap(KeyPress::digit).map(digit -> new KeyPress(digit, duration(body)));
        }
        if ("application/dtmf".equals(contentType)) {
            return digit(body.trim()).map(digit -> new KeyPress(digit, USUAL_MS));
        }
        return Optional.empty();
    }

    private static int duration(String body) {
        return find(DURATION, body).map(Integer::parseInt).orElse(USUAL_MS);
    }

    private static Optional<String> find(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Some phones write the event numbers 10 and 11 for star and hash. */
    private static Optional<Character> digit(String signal) {
        return switch (signal) {
            case "10" -> Optional.of('*');
            case "11" -> Optional.of('#');
            default -> signal.matches("[0-9*#A-Da-d]") ? Optional.of(Character.toUpperCase(signal.charAt(0))) : Optional.empty();
        };
    }
}
