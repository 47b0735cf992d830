package zhiyin.app.casework;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.app.people.UnitHeir;

/** Cases of a unit that is dissolved go to the one above: those in hand with their open tasks, which are free again, and those that are over. */
@Component
class CaseHeir implements UnitHeir {

    private final JdbcTemplate jdbc;
    private final CaseEvents events;

    CaseHeir(JdbcTemplate jdbc, CaseEvents events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    @Override public void inherit(String unit, String above) {
        List<String> inHand = jdbc.queryForList("select id from service_case where state = 'OPEN' and (org_unit_id = ? or id in (select case_id from case_task where org_unit_id = ? and done_at is null))",
                String.class, unit, unit);
        jdbc.update("update case_task set person_id = null where org_unit_id = ? and done_at is null", unit);
        jdbc.update("update case_task set org_unit_id = ? where org_unit_id = ?", above, unit);
        jdbc.update("update case_task set escalate_unit = ? where escalate_unit = ?", above, unit);
        jdbc.update("update service_case set org_unit_id = ? where org_unit_id = ?", above, unit);
        jdbc.update("update service_case set assigned_unit = ? where assigned_unit = ?", above, unit);
        jdbc.update("update notice set org_unit_id = ? where org_unit_id = ?", above, unit);
        jdbc.update("update event set org_unit_id = ? where org_unit_id = ? and case_id is not null", above, unit);
        jdbc.update("update unit_successor set org_unit_id = ? where org_unit_id = ?", above, unit);
        jdbc.update("insert into unit_successor (unit, org_unit_id) values (?, ?)", unit, above);
        String remark = name(unit) + " → " + name(above);
        inHand.forEach(id -> events.add(id, CaseEvents.Kind.MOVED, null, remark));
    }

    private String name(String unit) {
        return jdbc.queryForObject("select concat(name_zh, ' ', name_en) from org_unit where id = ?", String.class, unit);
    }
}
