package zhiyin.app.casework;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.people.Role;
import zhiyin.flow.run.CaseStep;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.port.Tasks;

/** Whom a drawn unit, role and login mean. A unit that was dissolved means the one that has its cases since; one that there is none of, the centre. */
@Component
public class Addressees {

    /** Of whom something is asked. @param unit id; @param role null: whoever reads the unit's cases; @param person id; null: nobody in particular */
    record Addressee(String unit, String role, String person) { }

    private static final Logger LOG = LoggerFactory.getLogger(Addressees.class);
    private static final String CENTRE = "root";

    private final JdbcTemplate jdbc;
    private final CaseEvents events;

    Addressees(JdbcTemplate jdbc, CaseEvents events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** @param otherwise id of the unit where none is drawn; @throws StepFailure CONFIG: there is no such role or person */
    Addressee find(String unit, String role, String person, String otherwise, CaseStep step) {
        return new Addressee(isNone(unit) ? otherwise : unit(unit.strip(), step), isNone(role) ? null : role(role.strip(), step),
                isNone(person) ? null : person(person.strip()).orElseThrow(() -> nobody(step, "There is no person \"" + person.strip() + "\".")));
    }

    /** As {@link #find}, but that a person who is named without a unit is asked where he belongs to. */
    Addressee atHome(String unit, String role, String person, String otherwise, CaseStep step) {
        Addressee named = find(unit, role, person, null, step);
        return new Addressee(named.unit() != null ? named.unit() : named.person() != null ? home(named.person()) : otherwise, named.role(), named.person());
    }

    /** Of whom a task is asked: those whom it names, else those whom the case is assigned to, else its own unit. Who was disabled since is not asked; those of that unit are. */
    Addressee of(Tasks.Task task, CaseStep step) {
        if (!isNone(task.unit()) || !isNone(task.role()) || !isNone(task.person())) {
            return find(task.unit(), task.role(), task.person(), own(step.caseId()), step);
        }
        return jdbc.queryForObject("select coalesce(c.assigned_unit, c.org_unit_id), c.assigned_role, p.id from service_case c left join person p on p.id = c.assigned_person and p.enabled = true where c.id = ?",
                (row, i) -> new Addressee(row.getString(1), row.getString(2), row.getString(3)), step.caseId());
    }

    /** Whoever did a task, in the unit whose it was, or his own where he does not read that one's cases. @param task id; null: there was none, so the case's own unit */
    Addressee doer(String task, CaseStep step) {
        return task == null ? new Addressee(own(step.caseId()), null, null)
                : jdbc.queryForObject("select t.org_unit_id, p.id, p.org_unit_id, exists (select 1 from person_role r join org_unit v on v.id = r.org_unit_id join org_unit u on u.id = t.org_unit_id"
                        + " where r.person_id = p.id and r.role in ('ADMIN', 'SUPERVISOR', 'AGENT') and locate(v.path, u.path) = 1) from case_task t left join person p on p.id = t.done_by and p.enabled = true where t.id = ?",
                        (row, i) -> new Addressee(row.getString(2) == null || row.getBoolean(4) ? row.getString(1) : row.getString(3), null, row.getString(2)), task);
    }

    /** The unit whose case it is. */
    String own(String caseId) {
        return jdbc.queryForObject("select org_unit_id from service_case where id = ?", String.class, caseId);
    }

    /** In words of both languages, for a line of the history. */
    String name(Addressee of) {
        String unit = jdbc.queryForObject("select concat(name_zh, ' ', name_en) from org_unit where id = ?", String.class, of.unit());
        String person = of.person() == null ? "" : jdbc.queryForObject("select name from person where id = ?", String.class, of.person());
        return (unit + " " + Objects.requireNonNullElse(of.role(), "") + " " + person).strip().replaceAll(" +", " ");
    }

    /** The unit a person belongs to. */
    String home(String person) {
        return jdbc.queryForObject("select org_unit_id from person where id = ?", String.class, person);
    }

    private String unit(String id, CaseStep step) {
        return known(id).orElseGet(() -> {
            LOG.error("Case {}: {}#{} names the unit \"{}\", and there is none such; the centre has it. Add the unit, or correct the flow or handlingUnit in centre.yaml.", step.caseId(), step.flow(),
                    step.element(), id);
            events.add(step, CaseEvents.Kind.NO_UNIT, null, null, "没有机构“" + id + "”。 / There is no unit \"" + id + "\".");
            return CENTRE;
        });
    }

    /** The unit that has the cases of one so named; empty: there never was any. */
    public Optional<String> known(String unit) {
        return jdbc.queryForList("select org_unit_id from unit_successor where unit = ? union all select id from org_unit where id = ?", String.class, unit, unit).stream().findFirst();
    }

    /** The id of whoever may sign in by that name. */
    public Optional<String> person(String login) {
        return jdbc.queryForList("select id from person where login = ? and enabled = true", String.class, login).stream().findFirst();
    }

    private static String role(String word, CaseStep step) {
        return Arrays.stream(Role.values()).map(Role::name).filter(word::equals).findFirst().orElseThrow(() -> nobody(step, "There is no role \"" + word + "\"."));
    }

    private static boolean isNone(String word) {
        return word == null || word.isBlank();
    }

    private static StepFailure nobody(CaseStep step, String why) {
        return new StepFailure(Category.CONFIG, why, step.flow() + "#" + step.element(), "Add it, or correct the step for new cases; then let this one be tried again.");
    }
}
