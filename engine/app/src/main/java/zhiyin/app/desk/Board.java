package zhiyin.app.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import zhiyin.call.Attendance;

/**
 * The floor at one moment.
 *
 * @param places where each waiting caller stands, by callId
 */
public record Board(List<Line> queues, List<Person> people, Map<String, Attendance.Place> places) {

    static final Board EMPTY = new Board(List.of(), List.of(), Map.of());

    /** @param waiting in the order of being served; @param ready people free for it; @param serving people there for it, on break or on a call too */
    public record Line(String id, Map<String, String> title, List<Waits> waiting, List<Waits> served, int ready, int serving) {

        Optional<Waits> call(String callId) {
            return Stream.concat(waiting.stream(), served.stream()).filter(call -> call.callId().equals(callId)).findFirst();
        }
    }

    /** A caller. @param onLine false: a kept place whose owner is called when his turn comes; @param place the one that is or was kept, or null; @param reasons of the priority; @param reason of the person chosen, or null; @param unserved why nobody there could take it, or null; @param queue title of its queue; @param message what it is where it is no caller, or null */
    public record Waits(String callId, String caller, String dialed, Instant since, int priority, List<Map<String, String>> reasons, Map<String, String> reason,
                        Map<String, String> unserved, Map<String, String> attached, boolean vip, String person, Instant answeredAt, boolean onLine, KeptPlace place, Map<String, String> queue, FloorMessages.Message message) { }

    /** @param notice why this person is away without having chosen so, or null; @param unit path of the home unit; @param wrapping the caller whose call is wrapped up, or null; @param supervising at the call as a supervisor */
    public record Person(String id, String login, String name, String agentCode, String extension, boolean registered, AgentState state, Instant since, Instant until,
                         String callId, Set<String> groups, int served, Duration talked, Map<String, String> notice, String unit, Waits wrapping, boolean supervising) { }

    public Optional<Person> person(String login) {
        return people.stream().filter(person -> person.login().equals(login)).findFirst();
    }

    /** That person, while he talks himself. */
    Optional<Person> talking(String login) {
        return person(login).filter(person -> person.state() == AgentState.TALKING && !person.supervising());
    }

    /** Whether somebody is signed in at that extension. */
    public boolean isSignedInAt(String extension) {
        return at(extension).isPresent();
    }

    /** The groups of whoever is signed in at that extension. */
    Set<String> groupsAt(String extension) {
        return at(extension).map(Person::groups).orElse(Set.of());
    }

    /** Whoever is signed in there. */
    public Optional<Person> at(String extension) {
        return people.stream().filter(person -> person.extension().equals(extension)).findFirst();
    }

    public Optional<Waits> call(String callId) {
        return queues.stream().flatMap(line -> line.call(callId).stream()).findFirst();
    }
}
