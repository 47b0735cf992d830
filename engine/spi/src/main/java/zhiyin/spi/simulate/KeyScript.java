package zhiyin.spi.simulate;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a test caller keys, in the words of {@code ./zhiyin call --keys 4,w2,123#}. Groups are parted by commas; each waits until
 * 700 ms of silence follow speech, unless {@code !} stands before it; an empty group lets one prompt pass without a key;
 * {@code w2} waits two seconds, speaking or not.
 *
 * @param groups in order
 */
public record KeyScript(List<Group> groups) {

    /**
     * One group.
     *
     * @param during whether it is keyed while the prompt still plays
     * @param acts   keys and waits in order; empty for silence
     */
    public record Group(boolean during, List<Act> acts) { }

    /** A key, or a wait where {@code key} is {@code 0x0}. */
    public record Act(char key, Duration pause) {

        public boolean isKey() {
            return key != 0;
        }
    }

    /** @throws IllegalArgumentException naming what is not understood */
    public static KeyScript parse(String text) {
        List<Group> groups = new ArrayList<>();
        if (!text.isBlank()) {
            for (String part : text.split(",", -1)) {
                groups.add(group(part.strip()));
            }
        }
        return new KeyScript(List.copyOf(groups));
    }

    private static Group group(String part) {
        boolean during = part.startsWith("!");
        List<Act> acts = new ArrayList<>();
        int at = during ? 1 : 0;
        while (at < part.length()) {
            char c = part.charAt(at++);
            if (c == 'w') {
                int end = at;
                while (end < part.length() && (Character.isDigit(part.charAt(end)) || part.charAt(end) == '.')) {
                    end++;
                }
                acts.add(new Act((char) 0, seconds(part, at, end)));
                at = end;
            } else if ("0123456789*#ABCD".indexOf(c) >= 0) {
                acts.add(new Act(c, Duration.ZERO));
            } else {
                throw new IllegalArgumentException("\"" + c + "\" in --keys " + part + " is no key; use 0-9 * #, w2 for two seconds, commas and !.");
            }
        }
        return new Group(during, List.copyOf(acts));
    }

    /** {@code w2#} is two seconds and then the key; {@code w1.5} a second and a half; a digit right after w belongs to the wait. */
    private static Duration seconds(String part, int from, int to) {
        if (from == to) {
            throw new IllegalArgumentException("\"w\" in --keys " + part + " needs a number of seconds, such as w2.");
        }
        return Duration.ofMillis(new BigDecimal(part.substring(from, to)).movePointRight(3).longValue());
    }
}
