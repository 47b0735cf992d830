package zhiyin.app.people;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import zhiyin.app.record.Units;

/** Agents grouped by duty (ACC-26), each group with its members in order: the linear strategy goes by it. */
@Component
public class Groups {

    /**
     * One group.
     *
     * @param id      as flows name it: small letters, digits and dashes
     * @param unit    id of the unit it belongs to
     * @param members ids of people, first one first
     */
    public record Group(String id, String unit, Words name, List<String> members, boolean administered) { }

    /** What an administrator writes. @param members as they shall be ordered; null leaves them as they are */
    public record Draft(String id, String unit, Words name, List<String> members) { }

    private static final String PLACE = "group";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final UnitTree tree;

    Groups(JdbcTemplate jdbc, PlatformTransactionManager transactions, UnitTree tree) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.tree = tree;
    }

    /** In order of their ids; members whom the reader may not see are left out. */
    public List<Group> list(Units seen, Units administered, String after, int limit) {
        return jdbc.query("select g.*, u.path from agent_group g join org_unit u on u.id = g.org_unit_id where " + seen.visible() + " and (? is null or g.id > ?) order by g.id limit ?",
                (row, i) -> new Group(row.getString("id"), row.getString("org_unit_id"), new Words(row.getString("name_zh"), row.getString("name_en")),
                        members(row.getString("id"), seen), administered.hold(row.getString("path"))), seen.before(after, after, limit));
    }

    private List<String> members(String group, Units seen) {
        return jdbc.queryForList("select m.person_id from agent_group_member m join person p on p.id = m.person_id join org_unit u on u.id = p.org_unit_id where " + seen.visible()
                + " and m.group_id = ? order by m.position, p.login", String.class, seen.before(group));
    }

    public void create(Draft group, Units administered) {
        Words name = Words.checked(group.name(), PLACE);
        Slug.check(group.id(), PLACE);
        tree.path(group.unit(), administered);
        transaction.executeWithoutResult(status -> {
            try {
                jdbc.update("insert into agent_group (id, org_unit_id, name_zh, name_en) values (?, ?, ?, ?)", group.id(), group.unit(), name.zh(), name.en());
            } catch (DuplicateKeyException e) {
                throw Slug.taken(group.id(), PLACE);
            }
            order(group.id(), group.members(), administered);
        });
    }

    /** Names it, and has these people in it in this order. Members of units beyond the writer's stay, behind the others. */
    public void change(String id, Draft group, Units administered) {
        Words name = Words.checked(group.name(), PLACE);
        mine(id, administered);
        tree.path(group.unit(), administered);
        transaction.executeWithoutResult(status -> {
            jdbc.update("update agent_group set org_unit_id = ?, name_zh = ?, name_en = ? where id = ?", group.unit(), name.zh(), name.en(), id);
            order(id, group.members(), administered);
        });
    }

    private void order(String id, List<String> members, Units administered) {
        if (members == null) {
            return;
        }
        List<String> asked = members.stream().distinct().toList();
        List<String> mine = jdbc.queryForList("select p.id from person p join org_unit u on u.id = p.org_unit_id where " + administered.visible(), String.class, administered.before());
        if (!mine.containsAll(asked)) {
            throw Refused.invalid("members", new Words("成员中有人不在您的管理范围内。", "Not all of these people are in units that you administer."), new Words("请从列表中选择。", "Choose from the list."));
        }
        List<String> others = jdbc.queryForList("select person_id from agent_group_member where group_id = ? order by position", String.class, id).stream().filter(p -> !mine.contains(p)).toList();
        jdbc.update("delete from agent_group_member where group_id = ?", id);
        int position = 0;
        for (String person : Stream.concat(asked.stream(), others.stream()).toList()) {
            jdbc.update("insert into agent_group_member (group_id, person_id, position) values (?, ?, ?)", id, person, ++position);
        }
    }

    /** @throws Refused while somebody is in it */
    public void remove(String id, Units administered) {
        mine(id, administered);
        int members = jdbc.queryForObject("select count(*) from agent_group_member where group_id = ?", Integer.class, id);
        if (members > 0) {
            throw Refused.conflict(PLACE, new Words("该组还有 " + members + " 名成员，不能删除。", "This group still has " + members + " members."), new Words("请先移出成员。", "Take them out first."));
        }
        jdbc.update("delete from agent_group where id = ?", id);
    }

    private void mine(String id, Units administered) {
        if (jdbc.queryForObject("select count(*) from agent_group g join org_unit u on u.id = g.org_unit_id where " + administered.visible() + " and g.id = ?", Integer.class, administered.before(id)) == 0) {
            throw new NoSuchElementException();
        }
    }
}
