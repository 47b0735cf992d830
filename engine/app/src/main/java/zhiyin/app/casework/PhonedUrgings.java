package zhiyin.app.casework;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import zhiyin.app.record.Columns;
import zhiyin.spi.port.Cases;

/** Citizens urge their cases by phone: only the open one of the number that they give, and only from the number that it is about. */
@Component
class PhonedUrgings {

    private static final int LONGEST = 2000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final CaseEvents events;
    private final Clock clock;

    PhonedUrgings(JdbcTemplate jdbc, PlatformTransactionManager transactions, CaseEvents events, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.events = events;
        this.clock = clock;
    }

    /** @return whether there is such a case */
    boolean urge(Cases.Urging urging) {
        return Boolean.TRUE.equals(transaction.execute(status -> isDone(urging) || done(urging)));
    }

    private boolean isDone(Cases.Urging urging) {
        return !jdbc.queryForList("select case_id from case_urging where step_run_id = ?", urging.stepRunId()).isEmpty();
    }

    private boolean done(Cases.Urging urging) {
        List<String> found = urging.caller().isBlank() ? List.of()
                : jdbc.queryForList("select id from service_case where number = ? and caller = ? and state = 'OPEN'", String.class, urging.number(), urging.caller());
        if (found.isEmpty() || jdbc.update("update service_case set urged = urged + 1 where id = ? and state = 'OPEN'", found.get(0)) == 0) {
            return false;
        }
        jdbc.update("insert into case_urging (step_run_id, case_id, urged_at) values (?, ?, ?)", urging.stepRunId(), found.get(0), Timestamp.from(clock.instant()));
        events.add(found.get(0), CaseEvents.Kind.URGED, null, Columns.cut("电话催单 by phone：" + urging.text(), LONGEST));
        return true;
    }
}
