package zhiyin.app.record;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The units whose rows somebody may see, each with everything below it: the one place where queries are scoped.
 *
 * @param paths as in {@code org_unit.path}; none sees nothing
 */
public record Units(List<String> paths) {

    /** The path of the unit above all others. */
    public static final String ROOT = "/root/";
    public static final Units ALL = new Units(List.of(ROOT));

    public boolean all() {
        return paths.contains(ROOT);
    }

    /** Whether the unit of that path is one of them, or below one. */
    public boolean hold(String path) {
        return paths.stream().anyMatch(path::startsWith);
    }

    /** What holds of a visible row whose unit is joined as {@code u}; comes first among the conditions. */
    public String visible() {
        return visible("u");
    }

    /** The same of a unit that is joined under another name. */
    public String visible(String unit) {
        return paths.isEmpty() ? "1 = 0" : paths.stream().map(path -> "locate(?, " + unit + ".path) = 1").collect(Collectors.joining(" or ", "(", ")"));
    }

    /** The arguments of {@link #visible} and, behind them, those of the other conditions. */
    public Object[] before(Object... others) {
        return Stream.concat(paths.stream(), Stream.of(others)).toArray();
    }
}
