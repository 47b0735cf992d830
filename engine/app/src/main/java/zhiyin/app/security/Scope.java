package zhiyin.app.security;

import java.util.List;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import zhiyin.app.record.Units;

/** Who asks, and so what may be shown. */
@Component
public class Scope {

    private static final Sight OPERATOR = new Sight(List.of(new Sight.Grant("ADMIN", Units.ROOT)));

    private final People people;

    Scope(People people) {
        this.people = people;
    }

    /** @throws AccessDeniedException unless the person asking administers all units, as whoever changes what is the whole centre's must */
    public void wholeCentre() {
        if (!sight().administered().all()) {
            throw new AccessDeniedException("changed by whoever administers all units");
        }
    }

    /** @throws AccessDeniedException unless the person asking draws or publishes for all units: a flow is the whole centre's, whoever its cases belong to */
    public void wholeCentresFlows() {
        if (!sight().wholeCentre(Set.of("ADMIN", "AUTHOR", "PUBLISHER"))) {
            throw new AccessDeniedException("published by whoever draws or publishes for all units");
        }
    }

    /** What the person asking may see, by what is granted now. */
    public Sight sight() {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        return who instanceof CliToken.CommandLine ? OPERATOR : people.sight(who.getName());
    }
}
