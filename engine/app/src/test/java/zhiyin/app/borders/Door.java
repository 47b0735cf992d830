package zhiyin.app.borders;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import zhiyin.app.people.Role;

/** One endpoint of the table: for whom it opens, and what comes of it in one's own unit and in another. Everybody else who is signed in gets 403, and 401 who is not. */
final class Door {

    /** One request. @param body null: none */
    record Ask(String path, Map<String, ?> body) { }

    /** A request and what it is answered with. */
    record Try(int answer, BiFunction<UnitsThings, UnitsThings, Ask> ask) { }

    final String method;
    final String pattern;
    final Set<Role> roles;
    final List<Try> own = new ArrayList<>();
    final List<Try> others = new ArrayList<>();
    final Map<Role, Integer> otherwise = new EnumMap<>(Role.class);
    Function<UnitsThings, String> shown;
    boolean open;
    boolean stream;

    Door(String method, String pattern, Set<Role> roles) {
        this.method = method;
        this.pattern = pattern;
        this.roles = roles;
    }

    String name() {
        return method + " " + pattern;
    }

    /** What is asked for in one's own unit, by those for whom it opens; asked the same way by the others, who are refused. */
    Door own(int answer, BiFunction<UnitsThings, UnitsThings, Ask> ask) {
        own.add(new Try(answer, ask));
        return this;
    }

    Door own(int answer, String path) {
        return own(answer, (mine, theirs) -> new Ask(path, null));
    }

    Door own(int answer, String path, Map<String, ?> body) {
        return own(answer, (mine, theirs) -> new Ask(path, body));
    }

    /** What is asked for of another unit. */
    Door others(int answer, BiFunction<UnitsThings, UnitsThings, Ask> ask) {
        others.add(new Try(answer, ask));
        return this;
    }

    /** One thing of a unit: asked for in one's own, and in another. @param path with {@code %s} for its id */
    Door thing(String path, Function<UnitsThings, String> id, Map<String, ?> body, int ownAnswer, int othersAnswer) {
        return own(ownAnswer, (mine, theirs) -> new Ask(path.formatted(id.apply(mine)), body)).others(othersAnswer, (mine, theirs) -> new Ask(path.formatted(id.apply(theirs)), body));
    }

    Door thing(String path, Function<UnitsThings, String> id, int ownAnswer, int othersAnswer) {
        return thing(path, id, null, ownAnswer, othersAnswer);
    }

    /** A list: shows what is one's own unit's. */
    Door shows(Function<UnitsThings, String> what) {
        shown = what;
        return this;
    }

    /** A role that is let in, but answered so even in its own unit. */
    Door but(Role role, int answer) {
        otherwise.put(role, answer);
        return this;
    }

    /** For everybody, signed in or not. */
    Door open() {
        open = true;
        return this;
    }

    /** Its answer does not end. */
    Door stream() {
        stream = true;
        return this;
    }

    @Override public String toString() {
        return name();
    }
}
