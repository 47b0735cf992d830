package zhiyin.app.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was typed after a command's name: plain words, {@code --name value} or {@code --name=value}, and flags. */
final class Arguments {

    private final List<String> words = new ArrayList<>();
    private final Map<String, List<String>> values = new HashMap<>();
    private final Set<String> flags = new HashSet<>();

    /** @throws CommandException naming an option that is not known, or lacks its value */
    Arguments(List<String> typed, Set<String> valued, Set<String> knownFlags) {
        for (int i = 0; i < typed.size(); i++) {
            String word = typed.get(i);
            if (!word.startsWith("--")) {
                words.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String name = word.substring(2, equals < 0 ? word.length() : equals);
            if (knownFlags.contains(name) && equals < 0) {
                flags.add(name);
            } else if (!valued.contains(name)) {
                throw CommandException.usage("不认识的选项 " + word + "。选项见 ./zhiyin help。", "There is no option " + word + ". ./zhiyin help shows those there are.");
            } else if (equals < 0 && i + 1 == typed.size()) {
                throw CommandException.usage("--" + name + " 后面需要一个值。", "--" + name + " needs a value.");
            } else {
                values.computeIfAbsent(name, n -> new ArrayList<>()).add(equals < 0 ? typed.get(++i) : word.substring(equals + 1));
            }
        }
    }

    List<String> words() {
        return words;
    }

    /** The one word there must be. */
    String only(String zh, String en) {
        if (words.size() != 1) {
            throw CommandException.usage(zh, en);
        }
        return words.get(0);
    }

    boolean flag(String name) {
        return flags.contains(name);
    }

    /** An option's value; the last where it is given more than once. */
    Optional<String> value(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }
}
