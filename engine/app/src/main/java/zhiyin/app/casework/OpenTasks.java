package zhiyin.app.casework;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.security.Sight;

/** How much there is to do, for everybody at once: one query however many pages are open. */
@Component
public class OpenTasks {

    /**
     * Open tasks that are alike.
     *
     * @param unit   path of the unit whose they are
     * @param above  path of the unit they were escalated to, or null
     * @param role   what their doer must be there, or null
     * @param holder login of who has them; null: nobody
     * @param to     whose they are too since they were overdue; null: nobody's, or somebody has taken them over
     */
    public record Alike(String unit, String above, String role, String holder, Escalated to, int many) {

        /** Whether that person has them, or they were escalated to him by name. The same as {@link CaseTasks.Share#MINE}. */
        public boolean isOf(String login) {
            return login.equals(holder) || to != null && login.equals(to.login());
        }

        /** Whether that person may take them, or take them over. The same as {@link CaseTasks.Share#FREE}. */
        public boolean isFree(String login, Sight sight) {
            boolean free = holder == null && (role == null || sight.holds(role, unit));
            boolean escalated = to != null && to.login() == null && (to.role() == null ? sight.units().hold(above) : sight.holds(to.role(), above));
            return !isOf(login) && (free || escalated);
        }
    }

    /** @param role null: whoever reads the unit's cases; @param login null: nobody in particular */
    public record Escalated(String role, String login) { }

    private final JdbcTemplate jdbc;

    OpenTasks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public List<Alike> counted() {
        return jdbc.query("select u.path, e.path, t.role, p.login, t.escalated_at is not null and t.taken_over = false, t.escalate_role, x.login, count(*) from case_task t" + CaseTasks.UNITS
                + "left join person p on p.id = t.person_id left join person x on x.id = t.escalate_person where t.done_at is null"
                + " group by u.path, e.path, t.role, p.login, t.escalated_at is not null and t.taken_over = false, t.escalate_role, x.login",
                (row, i) -> new Alike(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5) ? new Escalated(row.getString(6), row.getString(7)) : null, row.getInt(8)));
    }

    /** The paths of the units that see these cases, by the case's id: its own, each that has had a task in it, and each that one was escalated to. */
    public Map<String, List<String>> seenBy(Collection<String> cases) {
        Map<String, List<String>> seen = new HashMap<>();
        if (!cases.isEmpty()) {
            String these = " in (" + String.join(",", java.util.Collections.nCopies(cases.size(), "?")) + ")";
            List<Object> thrice = new ArrayList<>(cases);
            thrice.addAll(cases);
            thrice.addAll(cases);
            jdbc.query("select c.id, u.path from service_case c join org_unit u on u.id = c.org_unit_id where c.id" + these
                    + " union select t.case_id, u.path from case_task t join org_unit u on u.id = t.org_unit_id where t.case_id" + these
                    + " union select t.case_id, e.path from case_task t join org_unit e on e.id = t.escalate_unit where t.escalated_at is not null and t.case_id" + these,
                    row -> { seen.computeIfAbsent(row.getString(1), id -> new ArrayList<>()).add(row.getString(2)); }, thrice.toArray());
        }
        return seen;
    }
}
