package zhiyin.app.security;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import zhiyin.app.people.Role;
import zhiyin.app.record.Units;
import zhiyin.app.settings.DataFolder;
import zhiyin.app.settings.ZhiyinSettings;
import zhiyin.app.telephony.Passwords;

/** The people who may sign in. The first is admin, with every role at the root unit. */
@Component
public class People implements UserDetailsService {

    static final List<String> ROLES = Stream.of(Role.values()).map(Role::name).toList();

    private static final Logger LOG = LoggerFactory.getLogger(People.class);

    private final JdbcTemplate jdbc;
    private final PasswordEncoder encoder;

    People(JdbcTemplate jdbc, PasswordEncoder encoder, ZhiyinSettings settings, DataFolder data) {
        this.jdbc = jdbc;
        this.encoder = encoder;
        if (jdbc.queryForObject("select count(*) from person", Integer.class) == 0) {
            firstPerson(settings, data);
        }
    }

    private void firstPerson(ZhiyinSettings settings, DataFolder data) {
        boolean chosen = settings.adminPassword() != null && !settings.adminPassword().isBlank();
        String password = chosen ? settings.adminPassword() : Passwords.random(new SecureRandom());
        String id = UUID.randomUUID().toString();
        jdbc.update("insert into person (id, org_unit_id, login, name, password_hash, enabled) values (?, 'root', 'admin', 'admin', ?, true)", id, encoder.encode(password));
        ROLES.forEach(role -> jdbc.update("insert into person_role (person_id, role, org_unit_id) values (?, ?, 'root')", id, role));
        if (!chosen) {
            data.writePrivate("admin-password.txt", password + "\n");
            LOG.info("First start: the user admin has the password in {}", data.path("admin-password.txt"));
        }
    }

    @Override public UserDetails loadUserByUsername(String login) {
        List<String[]> found = jdbc.query("select password_hash, enabled from person where login = ?",
                (row, i) -> new String[] {row.getString(1), row.getString(2)}, login);
        if (found.isEmpty()) {
            throw new UsernameNotFoundException(login);
        }
        List<SimpleGrantedAuthority> roles = jdbc.query("select distinct r.role from person_role r join person p on p.id = r.person_id where p.login = ?",
                (row, i) -> new SimpleGrantedAuthority("ROLE_" + row.getString(1)), login);
        boolean enabled = found.get(0)[1].equalsIgnoreCase("true") || found.get(0)[1].equals("1");
        return User.withUsername(login).password(found.get(0)[0]).authorities(roles).disabled(!enabled).build();
    }

    /** Sets the password of a person who belongs to those units and has roles for no others. @return whether there is such a person */
    public boolean changePassword(String login, String password, DataFolder data, Units administered) {
        boolean within = jdbc.queryForObject("select count(*) from org_unit u where not " + administered.visible() + " and exists (select 1 from person p"
                + " left join person_role r on r.person_id = p.id where p.login = ? and u.id in (p.org_unit_id, r.org_unit_id))", Integer.class,
                administered.before(login)) == 0;
        return within && keep(login, password, data);
    }

    /** Whether that is the password of that person. */
    public boolean isPassword(String login, String password) {
        return jdbc.queryForList("select password_hash from person where login = ? and enabled = true", String.class, login).stream().anyMatch(kept -> kept != null && encoder.matches(password, kept));
    }

    /** Sets a person's password. @return whether there is such a person */
    public boolean keep(String login, String password, DataFolder data) {
        boolean changed = jdbc.update("update person set password_hash = ? where login = ?", encoder.encode(password), login) == 1;
        if (changed && login.equals("admin") && Files.exists(data.path("admin-password.txt"))) {
            data.writePrivate("admin-password.txt", "changed\n");
        }
        return changed;
    }

    /** What that person may see; nothing once disabled. */
    Sight sight(String login) {
        return new Sight(jdbc.query("select r.role, u.path from person p join person_role r on r.person_id = p.id join org_unit u on u.id = r.org_unit_id"
                + " where p.login = ? and p.enabled = true union all select '" + Sight.AT_HOME + "', u.path from person p join org_unit u on u.id = p.org_unit_id where p.login = ? and p.enabled = true",
                (row, i) -> new Sight.Grant(row.getString(1), row.getString(2)), login, login));
    }
}
