package zhiyin.app.people;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import zhiyin.app.record.Units;

/** The tree of units (SITE-01): ministry, province, city, county, department. */
@Component
public class UnitTree {

    /** Levels from the top down; a department may stand below any, also below a department. */
    public enum Kind { MINISTRY, PROVINCE, CITY, COUNTY, DEPARTMENT }

    /** One unit. @param parent id of the one above; null at the top, and where that one is out of the reader's sight */
    public record Unit(String id, String parent, Kind kind, Words name) { }

    /** What a unit's row holds onto, by table, as the sentence of refusal counts it. A table with {@code org_unit_id} is in here. */
    static final Map<String, Words> HELD = held();

    private static final int LONGEST_PATH = 400;
    private static final String PLACE = "unit";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ObjectProvider<UnitHeir> heirs;

    private static Map<String, Words> held() {
        Map<String, Words> held = new LinkedHashMap<>();
        held.put("person", new Words("人员", "people"));
        held.put("person_role", new Words("角色授权", "roles granted for it"));
        held.put("agent_group", new Words("座席组", "agent groups"));
        held.put("contact", new Words("通话", "calls"));
        held.put("voice_message", new Words("留言", "voice messages"));
        held.put("fax_job", new Words("传真", "faxes"));
        held.put("service_case", new Words("工单", "cases"));
        held.put("callback", new Words("回拨", "calls back"));
        held.put("case_task", new Words("工单任务", "tasks of cases"));
        held.put("notice", new Words("通知", "notices"));
        held.put("unit_successor", new Words("并入的机构", "units merged into it"));
        held.put("party", new Words("客户", "parties"));
        held.put("event", new Words("通话路径记录", "path events"));
        held.put("content_event", new Words("服务内容记录", "content log lines"));
        held.put("question", new Words("问答记录", "questions written down"));
        held.put("recording", new Words("录音", "recordings"));
        held.put("survey_answer", new Words("满意度评价", "survey answers"));
        held.put("agent_state", new Words("座席状态记录", "work-state log lines"));
        return Collections.unmodifiableMap(held);
    }

    UnitTree(JdbcTemplate jdbc, PlatformTransactionManager transactions, ObjectProvider<UnitHeir> heirs) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.heirs = heirs;
    }

    /** Each unit behind the one it belongs to. @param after id of the last one read, or null */
    public List<Unit> list(Units seen, String after, int limit) {
        return jdbc.query("select u.*, a.path as above from org_unit u left join org_unit a on a.id = u.parent_id where " + seen.visible()
                + " and (? is null or u.path > (select path from org_unit where id = ?)) order by u.path limit ?",
                (row, i) -> new Unit(row.getString("id"), row.getString("above") != null && seen.hold(row.getString("above")) ? row.getString("parent_id") : null,
                        Kind.valueOf(row.getString("kind")), new Words(row.getString("name_zh"), row.getString("name_en"))),
                seen.before(after, after, limit));
    }

    /** The path of a unit. @throws NoSuchElementException if there is none among those seen */
    public String path(String id, Units seen) {
        return jdbc.queryForList("select u.path from org_unit u where " + seen.visible() + " and u.id = ?", String.class, seen.before(id)).stream().findFirst()
                .orElseThrow(NoSuchElementException::new);
    }

    /** Adds a unit below another. @return its id */
    public String add(String parent, Kind kind, Words name, Units administered) {
        Words kept = Words.checked(name, PLACE);
        String id = UUID.randomUUID().toString();
        String path = path(parent, administered) + id + "/";
        fits(path);
        jdbc.update("insert into org_unit (id, parent_id, path, kind, name_zh, name_en) values (?, ?, ?, ?, ?, ?)", id, parent, path, below(kind, kind(parent)).name(), kept.zh(), kept.en());
        return id;
    }

    /** Names a unit anew, says that it is of another level, and hangs it, with all below it, under another. @param parent null: stays where it is */
    public void change(String id, String parent, Kind kind, Words name, Units administered) {
        Words kept = Words.checked(name, PLACE);
        transaction.executeWithoutResult(status -> {
            String path = path(id, administered);
            if (parent != null) {
                move(id, path, parent, administered);
            }
            jdbc.queryForList("select p.kind from org_unit u join org_unit p on p.id = u.parent_id where u.id = ?", String.class, id).forEach(above -> below(kind, Kind.valueOf(above)));
            jdbc.queryForList("select kind from org_unit where parent_id = ?", String.class, id).forEach(under -> below(Kind.valueOf(under), below(kind, null)));
            jdbc.update("update org_unit set kind = ?, name_zh = ?, name_en = ? where id = ?", below(kind, null).name(), kept.zh(), kept.en(), id);
        });
    }

    /** Whoever moves a unit administers the place it leaves and the one it comes to. */
    private void move(String id, String from, String parent, Units administered) {
        if (parent.equals(jdbc.queryForObject("select parent_id from org_unit where id = ?", String.class, id))) {
            return;
        }
        leaves(id, administered);
        String to = path(parent, administered);
        if (to.startsWith(from)) {
            throw Refused.invalid(PLACE, new Words("机构不能移到自己或自己的下级之下。", "A unit cannot be moved below itself."), new Words("请选择另一个上级。", "Choose another place."));
        }
        String moved = to + id + "/";
        fits(moved + "x".repeat(longestBelow(from) - from.length()));
        jdbc.update("update org_unit set parent_id = ? where id = ?", parent, id);
        jdbc.update("update org_unit set path = concat(?, substring(path, ?)) where locate(?, path) = 1", moved, from.length() + 1, from);
    }

    /** Dissolves a unit that holds nothing but what passes to the one above it. @throws Refused saying what is still there; then nothing has passed either */
    public void dissolve(String id, Units administered) {
        transaction.executeWithoutResult(status -> {
            path(id, administered);
            leaves(id, administered);
            String above = jdbc.queryForObject("select parent_id from org_unit where id = ?", String.class, id);
            heirs.forEach(heir -> heir.inherit(id, above));
            remove(id);
        });
    }

    private void remove(String id) {
        List<Words> left = new ArrayList<>();
        held(left, jdbc.queryForObject("select count(*) from org_unit where parent_id = ?", Long.class, id), new Words("下级机构", "units below it"));
        HELD.forEach((table, words) -> held(left, jdbc.queryForObject("select count(*) from " + table + " where org_unit_id = ?", Long.class, id), words));
        if (!left.isEmpty()) {
            throw Refused.conflict(PLACE, new Words("该机构还有：" + String.join("、", left.stream().map(Words::zh).toList()) + "。不能撤销。",
                    "This unit cannot be dissolved: it still has " + String.join(", ", left.stream().map(Words::en).toList()) + "."),
                    new Words("请先把人员、座席组和下级机构移到别处；有通话等记录的机构须保留。", "Move its people, groups and units elsewhere first; a unit with records of calls stays."));
        }
        try {
            jdbc.update("delete from org_unit where id = ?", id);
        } catch (DataIntegrityViolationException e) {
            throw Refused.conflict(PLACE, new Words("该机构刚刚又有了新的内容。", "Something was added to this unit a moment ago."), new Words("请刷新后再试。", "Look again and try once more."));
        }
    }

    private static void held(List<Words> left, long many, Words what) {
        if (many > 0) {
            left.add(new Words(what.zh() + " " + many, many + " " + what.en()));
        }
    }

    /** Whoever takes a unit away administers the one above it too. */
    private void leaves(String id, Units administered) {
        String parent = jdbc.queryForObject("select parent_id from org_unit where id = ?", String.class, id);
        if (parent == null) {
            throw Refused.invalid(PLACE, new Words("最上级机构不能移动，也不能撤销。", "The unit at the top can be neither moved nor dissolved."), new Words("可以修改它的名称和级别。", "Its name and level may be changed."));
        }
        path(parent, administered);
    }

    private Kind kind(String id) {
        return Kind.valueOf(jdbc.queryForObject("select kind from org_unit where id = ?", String.class, id));
    }

    private int longestBelow(String path) {
        return jdbc.queryForObject("select max(length(path)) from org_unit where locate(?, path) = 1", Integer.class, path);
    }

    /** @param above null: none */
    private static Kind below(Kind kind, Kind above) {
        if (kind == null || above != null && kind != Kind.DEPARTMENT && kind.ordinal() <= above.ordinal()) {
            throw Refused.invalid(PLACE, new Words("级别顺序为部、省、市、县，部门可在任何机构之下。", "Levels go from ministry over province and city to county; a department may be anywhere."),
                    new Words("请选择低于上级、高于下级的级别。", "Choose a level below that of the unit above, and above those of the units below."));
        }
        return kind;
    }

    private static void fits(String path) {
        if (path.length() > LONGEST_PATH) {
            throw Refused.invalid(PLACE, new Words("机构层数过多。", "The tree would become too deep."), new Words("最多十层。", "Ten levels are the most."));
        }
    }
}
