package zhiyin.app.people;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/** Reads who may answer calls, as it stands now. */
@Component
public class Directory {

    /**
     * A person with the role AGENT somewhere.
     *
     * @param extension where this person's phone is registered, unless another is named when signing in; may be empty
     * @param agentCode LOG-12, announced as 工号; may be empty
     * @param skills    level by skill, from 1
     * @param groups    place in the order of each group this person belongs to
     * @param unit      path of the home unit
     */
    public record Agent(String id, String login, String name, String extension, String agentCode, Map<String, Integer> skills, Map<String, Integer> groups, String unit) { }

    private static final String AGENTS = "select p.id, p.login, p.name, p.extension, p.agent_code, u.path from person p join org_unit u on u.id = p.org_unit_id"
            + " where p.enabled = true and exists (select 1 from person_role r where r.person_id = p.id and r.role = 'AGENT') and (? is null or p.login = ?) order by p.login";

    private final JdbcTemplate jdbc;

    Directory(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public List<Agent> agents() {
        return agents(null);
    }

    /** The person who signs in by that name, if an agent. */
    public Optional<Agent> agent(String login) {
        return agents(login).stream().findFirst();
    }

    /** The same, of somebody who means to work at a desk. @throws StepFailure CALLER if he is no agent */
    public Agent atDesk(String login) {
        return agent(login).orElseThrow(() -> new StepFailure(Category.CALLER, "You are no agent, so you cannot take calls.", "session", "Have an administrator give you the role AGENT."));
    }

    private List<Agent> agents(String login) {
        Map<String, Map<String, Integer>> skills = numbers("select person_id, skill_id, level from person_skill");
        Map<String, Map<String, Integer>> groups = numbers("select person_id, group_id, position from agent_group_member");
        return jdbc.query(AGENTS, (row, i) -> new Agent(row.getString(1), row.getString(2), row.getString(3), text(row.getString(4)), text(row.getString(5)),
                skills.getOrDefault(row.getString(1), Map.of()), groups.getOrDefault(row.getString(1), Map.of()), row.getString(6)), login, login);
    }

    private Map<String, Map<String, Integer>> numbers(String query) {
        Map<String, Map<String, Integer>> numbers = new HashMap<>();
        jdbc.query(query, row -> {
            numbers.computeIfAbsent(row.getString(1), p -> new LinkedHashMap<>()).put(row.getString(2), row.getInt(3));
        });
        return numbers;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
