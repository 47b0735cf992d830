package zhiyin.app.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import zhiyin.app.casework.CaseChanges;
import zhiyin.app.casework.CaseTasks;
import zhiyin.app.casework.Notices;
import zhiyin.app.desk.LiveQueues;
import zhiyin.app.security.Sight;
import zhiyin.app.softphone.Softphones;

/**
 * Pushes the floor, and what waits in cases, to every open desk, at most five times a second and only what has changed. Each event carries a whole state, so a
 * desk that was away needs nothing but the next one; of cases it is how much waits, and beside it the ids of cases to be read anew; of notices, how many are unread. One thread sends; a desk that no longer takes what it is sent is dropped, and its page comes back by itself.
 */
@Component
class DeskEvents implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DeskEvents.class);
    private static final long GATHER_MS = 200;
    /** So that a proxy does not take a quiet line for a dead one, and a page that has gone is noticed. */
    private static final long HEARTBEAT_SECONDS = 15;
    /** The page then comes back by itself, and is shown what its person may see by now. */
    private static final long LONGEST_MS = 600_000;

    private final LiveQueues floor;
    private final DeskViews views;
    private final CaseNews cases;
    private final Notices notices;
    private final CaseTasks people;
    private final List<Desk> desks = new CopyOnWriteArrayList<>();
    private final AtomicBoolean due = new AtomicBoolean();
    /** Whether the counts of tasks are read though no case has changed: people and units may have. */
    private final AtomicBoolean anew = new AtomicBoolean();
    private final AtomicBoolean noticed = new AtomicBoolean();
    private volatile ScheduledExecutorService thread;

    DeskEvents(LiveQueues floor, Softphones phones, DeskViews views, CaseNews cases, CaseChanges changes, Notices notices, CaseTasks people) {
        this.floor = floor;
        this.views = views;
        this.cases = cases;
        this.notices = notices;
        this.people = people;
        floor.listen(this::changed);
        phones.listen(this::changed);
        changes.listen(changed -> changed());
        notices.listen(() -> {
            noticed.set(true);
            changed();
        });
    }

    /** One open page. Touched by the sending thread only, after its creation. */
    private static final class Desk {
        private final String login;
        private final Sight sight;
        private final SseEmitter emitter = new SseEmitter(LONGEST_MS);
        private Object phone;
        private Object desk;
        private Object queues;
        private Object people;
        private Object service;
        private Map<String, Integer> tasks;
        private Object notices;

        Desk(String login, Sight sight) {
            this.login = login;
            this.sight = sight;
        }
    }

    SseEmitter subscribe(String login, Sight sight) {
        Desk desk = new Desk(login, sight);
        desk.emitter.onCompletion(() -> desks.remove(desk));
        desk.emitter.onError(e -> desks.remove(desk));
        desks.add(desk);
        changed();
        return desk.emitter;
    }

    private void changed() {
        ScheduledExecutorService sender = thread;
        if (sender != null && due.compareAndSet(false, true)) {
            try {
                sender.schedule(this::push, GATHER_MS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("Desks are no longer told", e);
            }
        }
    }

    private void push() {
        due.set(false);
        CaseNews.Issue news = cases.next(anew.getAndSet(false));
        if (!news.changed().isEmpty()) {
            views.casesChanged();
        }
        boolean recount = noticed.getAndSet(false);
        for (Desk desk : desks) {
            try {
                // What needs no database first, and a ringing phone before all.
                desk.phone = send(desk, "phone", desk.phone, views.phone(desk.login));
                desk.queues = send(desk, "queues", desk.queues, views.queues(desk.sight));
                desk.people = send(desk, "people", desk.people, views.people(desk.login, desk.sight));
                tell(desk, news);
                desk.service = send(desk, "service", desk.service, views.service());
                desk.desk = send(desk, "desk", desk.desk, views.desk(desk.login, desk.sight));
                if (recount || desk.notices == null) {
                    desk.notices = send(desk, "notices", desk.notices, unread(desk));
                }
            } catch (IOException | IllegalStateException e) {
                drop(desk);
            } catch (RuntimeException e) {
                LOG.error("The desk of {} cannot be shown now", desk.login, e);
            }
        }
    }

    private static void tell(Desk desk, CaseNews.Issue news) throws IOException {
        Map<String, Integer> counts = news.counts(desk.login, desk.sight);
        List<String> changed = news.changed(desk.sight.units());
        if (!changed.isEmpty() || !counts.equals(desk.tasks)) {
            Map<String, Object> told = new LinkedHashMap<>(counts);
            told.put("cases", changed);
            desk.emitter.send(SseEmitter.event().name("tasks").data(told));
        }
        desk.tasks = counts;
    }

    private Map<String, Integer> unread(Desk desk) {
        return Map.of("unread", people.doer(desk.login).map(reader -> notices.unread(reader, desk.sight)).orElse(0));
    }

    private static Object send(Desk desk, String name, Object before, Object now) throws IOException {
        if (!Objects.equals(before, now)) {
            desk.emitter.send(SseEmitter.event().name(name).data(now));
        }
        return now;
    }

    private void drop(Desk desk) {
        desks.remove(desk);
        desk.emitter.complete();
    }

    private void beat() {
        for (Desk desk : desks) {
            try {
                desk.emitter.send(SseEmitter.event().comment("still here"));
            } catch (IOException | IllegalStateException e) {
                drop(desk);
            }
        }
        anew.set(true);
        changed();
    }

    @Override public void start() {
        ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "desk-push"));
        sender.scheduleWithFixedDelay(this::beat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        thread = sender;
    }

    /** Before the web server, which would wait for open pages. */
    @Override public void stop() {
        // Not interrupted: that would close an H2 file for everybody.
        thread.shutdown();
        thread = null;
        desks.forEach(desk -> desk.emitter.complete());
    }

    @Override public boolean isRunning() {
        return thread != null;
    }

    @Override public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
