package zhiyin.app.security;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import zhiyin.app.record.Units;

/**
 * What one person may see, by the roles he has and the units he has them for: a role for one unit shows nothing of another.
 *
 * @param grants none sees nothing
 */
public record Sight(List<Grant> grants) {

    /** A role, for a unit and everything below it; without a role: being at home there. @param unit its path */
    public record Grant(String role, String unit) { }

    /** The grant that comes with belonging to a unit. */
    static final String AT_HOME = "";

    /** Roles that read what happened in calls. */
    static final String[] READERS = {"ADMIN", "SUPERVISOR", "AGENT"};
    private static final Set<String> SEE_PERSONAL = Set.of("ADMIN", "SUPERVISOR");
    /** A telephone, identity or account number in a text. */
    private static final Pattern NUMBER = Pattern.compile("(?<!\\d)\\+?\\d{6,}[\\dXx](?!\\d)");

    /** The units whose calls and messages this person may read. */
    public Units units() {
        return units(Set.of(READERS));
    }

    /** The units this person administers. */
    public Units administered() {
        return units(Set.of("ADMIN"));
    }

    /** The units for which this person publishes. */
    public Units published() {
        return units(Set.of("ADMIN", "PUBLISHER"));
    }

    /** Whether this person has one of those roles for the whole centre. */
    public boolean wholeCentre(Set<String> roles) {
        return units(roles).all();
    }

    /** Whether this person sees what the people of a unit are doing. */
    public boolean supervises(String unit) {
        return grants.stream().anyMatch(grant -> SEE_PERSONAL.contains(grant.role()) && unit.startsWith(grant.unit()));
    }

    /** Whether this person has that role for a unit. @param unit its path */
    public boolean holds(String role, String unit) {
        return grants.stream().anyMatch(grant -> role.equals(grant.role()) && unit.startsWith(grant.unit()));
    }

    /** The units whose people, groups and names this person may read: those of every role, and home. */
    public Units known() {
        return new Units(grants.stream().map(Grant::unit).distinct().toList());
    }

    private Units units(Set<String> roles) {
        return new Units(grants.stream().filter(grant -> roles.contains(grant.role())).map(Grant::unit).distinct().toList());
    }

    /** A telephone, identity or account number of a row of that unit; agents see its ends, or its last four digits where it is short. */
    public String personal(String number, String unit) {
        if (number == null || seesPersonal(unit) || number.length() < 7) {
            return number;
        }
        int shown = number.length() < 11 ? 0 : 3;
        return number.substring(0, shown) + "*".repeat(number.length() - shown - 4) + number.substring(number.length() - 4);
    }

    /** A text of a row of that unit, such as a prompt that reads back what was keyed, with every such number in it. */
    public String text(String text, String unit) {
        return text(text, unit, "");
    }

    /** As {@link #text(String, String)}, but for one number that is nobody's. @param open such as the case's own */
    public String text(String text, String unit, String open) {
        return text == null || seesPersonal(unit) ? text : NUMBER.matcher(text).replaceAll(number -> number.group().equals(open) ? open : personal(number.group(), unit));
    }

    private boolean seesPersonal(String unit) {
        return supervises(unit);
    }
}
