package zhiyin.app.desk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import zhiyin.call.Attendance;
import zhiyin.routing.assign.QueueRules;

/** Draws the floor from what the queues' thread knows. */
record Drawing(Queues.Settings settings, Collection<Desk> desks, Collection<Waiter> waiters, Map<String, Duration> handling, Duration usualCall, Predicate<String> reachable) {

    Board board() {
        Map<String, Attendance.Place> places = new HashMap<>();
        List<Board.Line> lines = new ArrayList<>();
        settings.queues().forEach((id, queue) -> lines.add(line(id, queue.rules(), places)));
        return new Board(List.copyOf(lines), desks.stream().map(this::person).toList(), Map.copyOf(places));
    }

    private Board.Line line(String id, QueueRules rules, Map<String, Attendance.Place> places) {
        List<Waiter> here = waiters.stream().filter(waiter -> waiter.queue.equals(id)).sorted(Comparator.comparing((Waiter w) -> -w.demand.priority()).thenComparing(Waiter::since)).toList();
        List<Desk> serving = desks.stream().filter(desk -> desk.state != AgentState.AWAY && serves(desk, rules)).toList();
        List<Waiter> waiting = here.stream().filter(waiter -> waiter.servedAt == null).toList();
        for (int ahead = 0; ahead < waiting.size(); ahead++) {
            places.put(waiting.get(ahead).facts.callId(), new Attendance.Place(ahead, handling.getOrDefault(id, usualCall).multipliedBy(ahead + 1L).dividedBy(Math.max(1, serving.size()))));
        }
        return new Board.Line(id, rules.title(), waiting.stream().map(w -> waits(w, rules)).toList(), here.stream().filter(w -> w.servedAt != null).map(w -> waits(w, rules)).toList(),
                (int) serving.stream().filter(desk -> desk.state == AgentState.READY).count(), serving.size());
    }

    private boolean serves(Desk desk, QueueRules rules) {
        boolean reserved = desk.agent.groups().keySet().stream().anyMatch(settings.reservedGroups()::contains);
        return rules.groups().isEmpty() ? !reserved : desk.agent.groups().keySet().stream().anyMatch(rules.groups()::contains);
    }

    private static Board.Waits waits(Waiter waiter, QueueRules rules) {
        return new Board.Waits(waiter.facts.callId(), waiter.facts.caller(), waiter.facts.dialed(), waiter.since(), rules.priority() + waiter.demand.priority(), waiter.demand.reasons(),
                waiter.reason, waiter.unserved, waiter.attached, waiter.contact.is("vip"), waiter.person, waiter.servedAt, waiter.isOnLine(), waiter.place, rules.title(), waiter.message);
    }

    private Board.Person person(Desk desk) {
        return new Board.Person(desk.agent.id(), desk.agent.login(), desk.agent.name(), desk.agent.agentCode(), desk.extension, reachable.test(desk.extension), desk.state, desk.since,
                desk.wrapUpUntil, desk.callId, desk.agent.groups().keySet(), desk.served, desk.talked, desk.notice, desk.agent.unit(), wrapping(desk), desk.supervising);
    }

    /** Whoever called stays on the desk until wrap-up is over, unless his queue is gone. */
    private Board.Waits wrapping(Desk desk) {
        Queues.Queue queue = desk.state == AgentState.WRAP_UP && desk.wrapping != null ? settings.queues().get(desk.wrapping.queue) : null;
        return queue == null ? null : waits(desk.wrapping, queue.rules());
    }
}
