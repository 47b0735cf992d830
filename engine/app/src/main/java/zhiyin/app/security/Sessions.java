package zhiyin.app.security;

import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.stereotype.Component;

/** Who is signed in. A person whose password, roles or state changes signs in anew: the doors were opened for what held before. */
@Component
public class Sessions {

    private final SessionRegistry registry;

    Sessions(SessionRegistry registry) {
        this.registry = registry;
    }

    /** Ends every session of that person, at his next request. */
    public void end(String login) {
        endOthers(login, "");
    }

    /** Ends every session of that person but one. @param kept its id */
    public void endOthers(String login, String kept) {
        registry.getAllPrincipals().stream().filter(who -> who instanceof UserDetails user && user.getUsername().equals(login))
                .flatMap(who -> registry.getAllSessions(who, false).stream()).filter(session -> !session.getSessionId().equals(kept)).forEach(SessionInformation::expireNow);
    }
}
