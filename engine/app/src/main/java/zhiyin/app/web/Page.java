package zhiyin.app.web;

import java.util.List;
import java.util.function.Function;

/** A piece of a list. {@code next} goes into {@code after} to read on; null at the end. */
record Page<T>(List<T> items, String next) {

    static final int MAX = 200;

    /** @param found one more than asked for, where there are more */
    static <T> Page<T> of(List<T> found, int limit, Function<T, String> id) {
        return found.size() > limit ? new Page<>(found.subList(0, limit), id.apply(found.get(limit - 1))) : new Page<>(found, null);
    }

    static int limit(Integer asked) {
        return asked == null ? 50 : Math.max(1, Math.min(MAX, asked));
    }
}
