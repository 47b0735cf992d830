package zhiyin.app.casework;

import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.people.Role;
import zhiyin.flow.run.CaseStep;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

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
