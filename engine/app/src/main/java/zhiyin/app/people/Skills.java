package zhiyin.app.people;

import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What agents can do, for routing by skill (ACC-14); the whole centre's. */
@Component
public class Skills {

    /** One skill. @param id as flows name it: small letters, digits and dashes */
    public record Skill(String id, Words name) { }

    private static final String PLACE = "skill";

    private final JdbcTemplate jdbc;

    Skills(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** In order of their ids. */
    public List<Skill> list(String after, int limit) {
        return jdbc.query("select * from skill where (? is null or id > ?) order by id limit ?",
                (row, i) -> new Skill(row.getString("id"), new Words(row.getString("name_zh"), row.getString("name_en"))), after, after, limit);
    }

    public void create(Skill skill) {
        Words name = Words.checked(skill.name(), PLACE);
        Slug.check(skill.id(), PLACE);
        try {
            jdbc.update("insert into skill (id, name_zh, name_en) values (?, ?, ?)", skill.id(), name.zh(), name.en());
        } catch (DuplicateKeyException e) {
            throw Slug.taken(skill.id(), PLACE);
        }
    }

    public void rename(String id, Words given) {
        Words name = Words.checked(given, PLACE);
        if (jdbc.update("update skill set name_zh = ?, name_en = ? where id = ?", name.zh(), name.en(), id) == 0) {
            throw new NoSuchElementException();
        }
    }

    /** @throws Refused while somebody has it */
    public void remove(String id) {
        int people = jdbc.queryForObject("select count(*) from person_skill where skill_id = ?", Integer.class, id);
        if (people > 0) {
            throw Refused.conflict(PLACE, new Words("还有 " + people + " 人具有该技能，不能删除。", people + " people still have this skill."), new Words("请先取消他们的这项技能。", "Take it from them first."));
        }
        if (jdbc.update("delete from skill where id = ?", id) == 0) {
            throw new NoSuchElementException();
        }
    }
}
