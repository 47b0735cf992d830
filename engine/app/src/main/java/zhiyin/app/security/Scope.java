package zhiyin.app.security;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** What the person asking may see: the one place where rows are scoped to units and personal data is masked. */
@Component
public class Scope {

    private final People people;

    Scope(People people) {
        this.people = people;
    }

    /** The unit path that rows must begin with. */
    public String unitPath() {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        return who instanceof CliToken.CommandLine ? "/root/" : people.unitPath(who.getName());
    }

    /** A telephone or identity number as this person may see it. */
    public String personal(String number) {
        if (number == null || seesPersonal() || number.length() < 7) {
            return number;
        }
        return number.substring(0, 3) + "*".repeat(number.length() - 7) + number.substring(number.length() - 4);
    }

    private boolean seesPersonal() {
        return SecurityContextHolder.getContext().getAuthentication().getAuthorities().stream()
                .anyMatch(a -> a.getAuthority().equals("ROLE_ADMIN") || a.getAuthority().equals("ROLE_SUPERVISOR"));
    }
}
