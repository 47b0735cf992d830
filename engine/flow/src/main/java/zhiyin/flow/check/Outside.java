package zhiyin.flow.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What flows lean on that is no flow and no step: connectors, calendars, rule tables, and what can be said. */
public interface Outside {

    Set<String> connectors();

    /** The named results of a connector, {@code timeout} and {@code failed} included. */
    Set<String> results(String connector);

    Set<String> calendars();

    Set<String> queues();

    /** Whether there is a unit of that id, or one that has the cases of one that was dissolved. */
    boolean hasUnit(String unit);

    /** The roles that people have for units. */
    Set<String> roles();

    /** Whether somebody who may sign in has that login. */
    boolean hasPerson(String login);

    boolean hasTable(String table);

    /** What is wrong with a rule table's file, by language; empty if nothing is, or there is none. */
    Optional<Map<String, String>> tableProblem(String table);

    /** What its author should know of a rule table, by language. */
    List<Map<String, String>> tableWarnings(String table);

    /** The columns that a rule table's rows give; empty for an unknown one. */
    Set<String> columns(String table);

    /** Codes of LOG-39 that a flow's content may have. */
    Set<String> contentClasses();

    /** Why a text cannot be said, by language, with a way out; empty if it can. */
    Optional<Map<String, String>> promptProblem(String text);
}
