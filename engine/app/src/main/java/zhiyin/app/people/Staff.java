package zhiyin.app.people;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import zhiyin.app.record.AgentCodes;
import zhiyin.app.record.Units;

/**
 * The people of the hotline, as administrators keep them (SEC-02). Nobody is ever removed, since records refer to people: who leaves is disabled.
 * What lies outside the units somebody administers is neither shown to him nor changed by him.
 */
@Component
public class Staff {

    /**
     * What an administrator writes.
     *
     * @param unit   id of the home unit
     * @param grade  C, A, S or M: gives the next agent number of that grade, unless the person has one of it; empty leaves all as it is
     * @param roles  for units the writer administers; the person has no others afterwards
     * @param skills level by skill, 1 to 9
     * @param groups of units the writer administers; who joins one comes last in it
     */
    public record Draft(String login, String name, String unit, Boolean enabled, String extension, String grade, List<Person.Grant> roles, Map<String, Integer> skills, List<String> groups) {

        public Draft {
            login = login == null ? "" : login.strip().toLowerCase(Locale.ROOT);
            name = name == null ? "" : name.strip();
            enabled = enabled == null || enabled;
            extension = extension == null ? "" : extension.strip();
            grade = grade == null ? "" : grade.strip();
            roles = roles == null ? List.of() : roles.stream().distinct().toList();
            skills = skills == null ? Map.of() : skills;
            groups = groups == null ? List.of() : groups.stream().distinct().toList();
        }
    }

    private static final int BEST_LEVEL = 9;
    private static final int LONGEST_NAME = 100;
    private static final String PEOPLE = "select p.*, u.path from person p join org_unit u on u.id = p.org_unit_id where ";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final PasswordEncoder encoder;

    Staff(JdbcTemplate jdbc, PlatformTransactionManager transactions, PasswordEncoder encoder) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.encoder = encoder;
    }

    /**
     * In order of their logins.
     *
     * @param search part of a name, login, extension or agent number; empty for all
     * @param after  id of the last one read, or null
     */
    public List<Person> list(String search, Units seen, Units administered, String after, int limit) {
        String part = search.strip().toLowerCase(Locale.ROOT);
        return jdbc.query(PEOPLE + seen.visible() + " and (? = '' or locate(?, lower(p.name)) > 0 or locate(?, lower(p.login)) > 0 or locate(?, p.extension) > 0 or locate(?, lower(p.agent_code)) > 0)"
                + " and (? is null or p.login > (select login from person where id = ?)) order by p.login limit ?",
                (row, i) -> row.getString("id"), seen.before(part, part, part, part, part, after, after, limit)).stream().map(id -> person(id, seen, administered)).toList();
    }

    /** @throws NoSuchElementException if there is no such person in those units */
    public Person person(String id, Units seen, Units administered) {
        return jdbc.query(PEOPLE + seen.visible() + " and p.id = ?", (row, i) -> {
            Person whole = new Person(id, row.getString("login"), row.getString("name"), row.getString("org_unit_id"), row.getBoolean("enabled"), text(row.getString("extension")),
                    row.getString("agent_code"), roles(id, administered), skills(id), groups(id, seen), isWithin(id, administered));
            return administered.hold(row.getString("path")) ? whole : whole.forColleagues();
        }, seen.before(id)).stream().findFirst().orElseThrow(NoSuchElementException::new);
    }

    /** Who signs in by that name, with every role. */
    public Optional<Person> who(String login) {
        return jdbc.queryForList("select id from person where login = ?", String.class, login).stream().findFirst().map(id -> person(id, Units.ALL, Units.ALL));
    }

    private List<Person.Grant> roles(String person, Units administered) {
        return jdbc.query("select r.role, r.org_unit_id from person_role r join org_unit u on u.id = r.org_unit_id where " + administered.visible() + " and r.person_id = ? order by u.path, r.role",
                (row, i) -> new Person.Grant(Role.valueOf(row.getString(1)), row.getString(2)), administered.before(person));
    }

    private Map<String, Integer> skills(String person) {
        Map<String, Integer> skills = new LinkedHashMap<>();
        jdbc.query("select skill_id, level from person_skill where person_id = ? order by skill_id", row -> {
            skills.put(row.getString(1), row.getInt(2));
        }, person);
        return skills;
    }

    private List<String> groups(String person, Units seen) {
        return jdbc.queryForList("select g.id from agent_group_member m join agent_group g on g.id = m.group_id join org_unit u on u.id = g.org_unit_id where " + seen.visible()
                + " and m.person_id = ? order by g.id", String.class, seen.before(person));
    }

    /** Whether everything about this person, home and roles, lies in those units: else changing him would reach beyond them. */
    private boolean isWithin(String person, Units administered) {
        return jdbc.queryForObject("select count(*) from org_unit u where not " + administered.visible() + " and (u.id in (select org_unit_id from person where id = ?)"
                + " or u.id in (select org_unit_id from person_role where person_id = ?))", Integer.class, administered.before(person, person)) == 0;
    }

    /** @return the id of the new person, who may sign in as soon as a password is set */
    public String create(Draft draft, Units administered) {
        String id = UUID.randomUUID().toString();
        String nobodyKnowsIt = encoder.encode(UUID.randomUUID().toString());
        if (!draft.login().matches("[a-z0-9][a-z0-9._-]{1,59}")) {
            throw Refused.invalid("login", new Words("登录名由 2 至 60 个小写字母、数字、点、横线或下划线组成。", "A login has 2 to 60 letters, digits, dots, dashes or underscores."),
                    new Words("例如姓名拼音。", "The name in pinyin, for one."));
        }
        checked(draft, administered);
        transaction.executeWithoutResult(status -> {
            try {
                jdbc.update("insert into person (id, org_unit_id, login, name, password_hash, enabled) values (?, ?, ?, ?, ?, ?)", id, draft.unit(), draft.login(), draft.name(), nobodyKnowsIt, draft.enabled());
            } catch (DuplicateKeyException e) {
                throw Refused.conflict("login", new Words("登录名 " + draft.login() + " 已被使用。", "The login " + draft.login() + " is taken."), new Words("请换一个。", "Choose another one."));
            }
            write(id, draft, administered);
        });
        return id;
    }

    /** Replaces what is kept of a person, but for login and password. @return whether he must sign in anew: roles changed, or disabled */
    public boolean change(String id, Draft draft, Units seen, Units administered) {
        Person before = person(id, seen, administered);
        if (!before.administered()) {
            throw Refused.beyond("person", new Words("此人有您管理范围以外的角色或机构，不能由您修改。", "This person belongs to, or has roles for, units that you do not administer."),
                    new Words("请由上级管理员修改。", "Ask an administrator of those units."));
        }
        checked(draft, administered);
        transaction.executeWithoutResult(status -> {
            jdbc.update("update person set org_unit_id = ?, name = ?, enabled = ? where id = ?", draft.unit(), draft.name(), draft.enabled(), id);
            write(id, draft, administered);
            somebodyAdministersAll();
        });
        return before.enabled() && !draft.enabled() || !Set.copyOf(before.roles()).equals(Set.copyOf(draft.roles()));
    }

    private void checked(Draft draft, Units administered) {
        if (draft.name().isEmpty() || draft.name().length() > LONGEST_NAME) {
            throw Refused.invalid("name", new Words("姓名不能为空，也不能超过 " + LONGEST_NAME + " 个字。", "The name is empty or longer than " + LONGEST_NAME + " characters."), new Words("请填写姓名。", "Give a name."));
        }
        if (!draft.extension().matches("[0-9]{0,20}")) {
            throw Refused.invalid("extension", new Words("分机号只能是数字，最多 20 位。", "An extension has digits only, at most 20."), new Words("没有分机时可以不填。", "Leave it empty where there is none."));
        }
        if (!draft.grade().matches("[CASM]?")) {
            throw Refused.invalid("grade", new Words("职级为 C、A、S 或 M。", "A grade is C, A, S or M."), new Words("不需要工号时可以不填。", "Leave it empty where no agent number is needed."));
        }
        if (draft.skills().values().stream().anyMatch(level -> level == null || level < 1 || level > BEST_LEVEL)) {
            throw Refused.invalid("skills", new Words("技能等级为 1 至 " + BEST_LEVEL + "。", "The level of a skill is 1 to " + BEST_LEVEL + "."), new Words("请改正等级。", "Correct the level."));
        }
        known("skills", new ArrayList<>(draft.skills().keySet()), jdbc.queryForList("select id from skill", String.class));
        known("groups", draft.groups(), jdbc.queryForList("select g.id from agent_group g join org_unit u on u.id = g.org_unit_id where " + administered.visible(), String.class, administered.before()));
        List<String> units = jdbc.queryForList("select u.id from org_unit u where " + administered.visible(), String.class, administered.before());
        known("unit", Collections.singletonList(draft.unit()), units);
        known("roles", draft.roles().stream().map(Person.Grant::unit).toList(), units);
        if (draft.roles().stream().anyMatch(grant -> grant.role() == null)) {
            throw unknown("roles", "null");
        }
    }

    private static void known(String place, List<String> given, List<String> known) {
        given.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw unknown(place, id);
        });
    }

    private static Refused unknown(String place, String id) {
        return Refused.invalid(place, new Words("“" + id + "”不存在，或不在您的管理范围内。", "\"" + id + "\" is not there, or not yours to give."), new Words("请从列表中选择。", "Choose from the list."));
    }

    /** Extension, number, roles, skills and groups, as drafted; nothing outside those units. */
    private void write(String id, Draft draft, Units administered) {
        jdbc.update("update person set extension = ? where id = ?", draft.extension().isEmpty() ? null : draft.extension(), id);
        number(id, draft.grade());
        jdbc.update("delete from person_role where person_id = ?", id);
        draft.roles().forEach(grant -> jdbc.update("insert into person_role (person_id, role, org_unit_id) values (?, ?, ?)", id, grant.role().name(), grant.unit()));
        jdbc.update("delete from person_skill where person_id = ?", id);
        draft.skills().forEach((skill, level) -> jdbc.update("insert into person_skill (person_id, skill_id, level) values (?, ?, ?)", id, skill, level));
        List<String> before = groups(id, administered);
        before.stream().filter(group -> !draft.groups().contains(group)).forEach(group -> jdbc.update("delete from agent_group_member where group_id = ? and person_id = ?", group, id));
        draft.groups().stream().filter(group -> !before.contains(group)).forEach(group -> jdbc.update("insert into agent_group_member (group_id, person_id, position)"
                + " values (?, ?, ?)", group, id, jdbc.queryForObject("select coalesce(max(position), 0) + 1 from agent_group_member where group_id = ?", Integer.class, group)));
    }

    private void number(String id, String grade) {
        String has = jdbc.queryForObject("select agent_code from person where id = ?", String.class, id);
        if (grade.isEmpty() || has != null && has.startsWith(grade)) {
            return;
        }
        try {
            String next = AgentCodes.next(grade.charAt(0), jdbc.queryForList("select code from agent_number", String.class));
            jdbc.update("insert into agent_number (code, person_id) values (?, ?)", next, id);
            jdbc.update("update person set agent_code = ? where id = ?", next, id);
        } catch (DuplicateKeyException e) {
            throw Refused.conflict("grade", new Words("同一时刻有别人取得了这个工号。", "Somebody else was given that agent number at the same moment."), new Words("请再保存一次。", "Save once more."));
        } catch (IllegalStateException e) {
            throw Refused.conflict("grade", new Words("职级 " + grade + " 的工号已用完。", "Grade " + grade + " has no agent numbers left."), new Words("请选择别的职级。", "Choose another grade."));
        }
    }

    private void somebodyAdministersAll() {
        if (jdbc.queryForObject("select count(*) from person p join person_role r on r.person_id = p.id where p.enabled = true and r.role = 'ADMIN' and r.org_unit_id = 'root'", Integer.class) == 0) {
            throw Refused.conflict("roles", new Words("这样就没有人能管理整个中心了。", "Nobody would administer the whole centre any more."),
                    new Words("请先把最上级机构的管理员角色授予另一个人。", "Make somebody else administrator of the top unit first."));
        }
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
