package zhiyin.app.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import zhiyin.app.settings.DataFolder;

/** Lets {@code ./zhiyin} in: whoever can read the token in the data folder is the operator. New at every start. */
@Component
class CliToken extends OncePerRequestFilter {

    /** The operator at the command line. */
    static final class CommandLine extends AbstractAuthenticationToken {

        private static final long serialVersionUID = 1L;

        CommandLine() {
            super(AuthorityUtils.createAuthorityList(People.ROLES.stream().map(r -> "ROLE_" + r).toList()));
            setAuthenticated(true);
        }

        @Override public Object getCredentials() {
            return "";
        }

        @Override public Object getPrincipal() {
            return "cli";
        }
    }

    private final byte[] expected;

    CliToken(DataFolder data) {
        String token = UUID.randomUUID().toString();
        data.writePrivate("cli.token", token + "\n");
        expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    @Override protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        String given = request.getHeader("Authorization");
        if (given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected)) {
            SecurityContextHolder.getContext().setAuthentication(new CommandLine());
        }
        chain.doFilter(request, response);
    }
}
