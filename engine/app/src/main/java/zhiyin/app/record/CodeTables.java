package zhiyin.app.record;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/**
 * The code tables of the logs (LOG-32 to LOG-39, LOG-44) of cases (WO-14) and of parties (OBJ-03): a centre adds codes of its own; those that the source document fixes stay as they
 * are (LOG-45). Names and tables that the source lost are the centre's to fill.
 */
@Component
public class CodeTables {

    /** One code. @param locked fixed by the source document */
    public record Code(String scheme, String code, String nameZh, String nameEn, boolean locked) { }

    /** Length of a code by table. */
    private static final Map<String, Integer> LENGTHS = Map.of("CSEX", 1, "CTYPE", 2, "CUTYPE", 2, "CETYPE", 3, "CINDU", 2, "SC", 4, "MODE", 4, "KEY", 1, "CASE", 2, "PARTY", 2);
    /** Their codes can be read in the source, their names cannot. */
    private static final Set<String> NAMES_LOST = Set.of("SC");
    private static final int LONGEST_NAME = 200;

    private final JdbcTemplate jdbc;

    CodeTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** In order of the codes. @throws NoSuchElementException if there is no such table */
    public List<Code> codes(String scheme) {
        length(scheme);
        return jdbc.query("select * from code where scheme = ? order by code", (row, i) -> new Code(row.getString("scheme"), row.getString("code"),
                row.getString("name_zh"), row.getString("name_en"), row.getBoolean("locked")), scheme);
    }

    public Set<String> known(String scheme) {
        return codes(scheme).stream().map(Code::code).collect(Collectors.toSet());
    }

    private static int length(String scheme) {
        if (!LENGTHS.containsKey(scheme)) {
            throw new NoSuchElementException(scheme);
        }
        return LENGTHS.get(scheme);
    }

    /** Adds a code, or names it anew. @throws StepFailure CALLER where the source has fixed it, or it does not fit */
    public void put(String scheme, String code, String nameZh, String nameEn) {
        boolean fits = scheme.equals("MODE") ? code.length() <= length(scheme) : code.length() == length(scheme);
        if (!fits || !code.matches("[0-9A-Z]+") || nameZh.length() > LONGEST_NAME || nameEn.length() > LONGEST_NAME) {
            throw refused("A code of " + scheme + " has " + length(scheme) + " digits or capital letters, its names at most " + LONGEST_NAME + ".", scheme + " " + code, "Write it so.");
        }
        if (!NAMES_LOST.contains(scheme)) {
            unlocked(scheme, code);
        }
        if (jdbc.update("update code set name_zh = ?, name_en = ? where scheme = ? and code = ?", nameZh, nameEn, scheme, code) == 0) {
            jdbc.update("insert into code (scheme, code, name_zh, name_en, locked) values (?, ?, ?, ?, ?)", scheme, code, nameZh, nameEn, false);
        }
    }

    /** @throws StepFailure CALLER where the source has fixed it */
    public void remove(String scheme, String code) {
        length(scheme);
        unlocked(scheme, code);
        if (jdbc.update("delete from code where scheme = ? and code = ?", scheme, code) == 0) {
            throw new NoSuchElementException(code);
        }
    }

    private void unlocked(String scheme, String code) {
        if (codes(scheme).stream().anyMatch(c -> c.code().equals(code) && c.locked())) {
            throw refused("The unified code " + code + " of " + scheme + " is never changed (LOG-45).", scheme + " " + code, "Add a code of your own.");
        }
    }

    private static StepFailure refused(String message, String place, String remedy) {
        return new StepFailure(Category.CALLER, message, place, remedy);
    }
}
