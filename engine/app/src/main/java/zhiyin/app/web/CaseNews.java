package zhiyin.app.web;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import zhiyin.app.casework.CaseChanges;
import zhiyin.app.casework.OpenTasks;
import zhiyin.app.record.Units;
import zhiyin.app.security.Sight;

/** What open pages are told of cases: how many tasks wait for their reader, and which of the cases that he sees have changed (WO-09, WO-24). */
@Component
class CaseNews {

    private static final Logger LOG = LoggerFactory.getLogger(CaseNews.class);
    /** A page that is told nothing in particular reads what it shows anew; more than so many are not worth naming. */
    private static final int NAMED = 200;

    /** Read once for all pages. @param changed the units that see it, by a case's id */
    record Issue(List<OpenTasks.Alike> open, Map<String, List<String>> changed) {

        /** @return {@code mine}, {@code free} to be taken or taken over by this person, and {@code all} open tasks that he sees */
        Map<String, Integer> counts(String login, Sight sight) {
            Units units = sight.units();
            List<OpenTasks.Alike> seen = open.stream().filter(tasks -> units.hold(tasks.unit()) || tasks.above() != null && units.hold(tasks.above())).toList();
            Map<String, Integer> counts = new LinkedHashMap<>();
            counts.put("mine", sum(seen.stream().filter(tasks -> tasks.isOf(login)).toList()));
            counts.put("free", sum(seen.stream().filter(tasks -> tasks.isFree(login, sight)).toList()));
            counts.put("all", sum(seen));
            return counts;
        }

        private static int sum(List<OpenTasks.Alike> tasks) {
            return tasks.stream().mapToInt(OpenTasks.Alike::many).sum();
        }

        List<String> changed(Units units) {
            return changed.entrySet().stream().filter(one -> one.getValue().stream().anyMatch(units::hold)).map(Map.Entry::getKey).sorted().toList();
        }
    }

    private final OpenTasks tasks;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private volatile Issue latest;

    CaseNews(OpenTasks tasks, CaseChanges changes) {
        this.tasks = tasks;
        changes.listen(changed::add);
    }

    /** How it stands now: read from the tables where a case has changed, or all is to be read anew. Where they cannot be read it is what was known, and the changes wait. */
    Issue next(boolean anew) {
        Set<String> these = new HashSet<>(changed);
        if (latest != null && !anew && these.isEmpty()) {
            return latest = new Issue(latest.open(), Map.of());
        }
        try {
            changed.removeAll(these);
            latest = new Issue(tasks.counted(), tasks.seenBy(new ArrayList<>(these).subList(0, Math.min(NAMED, these.size()))));
        } catch (RuntimeException e) {
            changed.addAll(these);
            LOG.warn("Open pages are not told of tasks now: {}", e.getMessage());
            latest = new Issue(latest == null ? List.of() : latest.open(), Map.of());
        }
        return latest;
    }
}
