package zhiyin.call;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A call's secrets: in memory only, overwritten at hang-up. Thread-safe. */
final class Secrets {

    private final Map<String, char[]> values = new HashMap<>();

    synchronized void put(String name, String value) {
        char[] before = values.put(name, value.toCharArray());
        if (before != null) {
            Arrays.fill(before, '\0');
        }
    }

    synchronized Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).map(String::new);
    }

    synchronized void wipe() {
        values.values().forEach(v -> Arrays.fill(v, '\0'));
        values.clear();
    }
}
