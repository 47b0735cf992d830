package zhiyin.app.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.session.SessionRegistryImpl;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.session.SessionAuthenticationException;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.session.HttpSessionEventPublisher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** The doors: what is open to all, what wants a login, and that a login never crosses a network in the clear. */
@Configuration
class SecurityWiring {

    /** To read for whoever is signed in, as far as his units go; to change for administrators. */
    private static final String[] ADMINISTERED = {"/api/codes/**", "/api/people/**", "/api/groups/**", "/api/skills/**", "/api/units/**"};

    @Bean PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean SessionRegistry sessionRegistry() {
        return new SessionRegistryImpl();
    }

    /** Tells the registry of sessions that ended by themselves. */
    @Bean HttpSessionEventPublisher sessionEvents() {
        return new HttpSessionEventPublisher();
    }

    /** @param problems writes what a filter refuses as the API writes its other errors */
    @Bean SecurityFilterChain doors(HttpSecurity http, CliToken token, SessionRegistry sessions, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) throws Exception {
        RequestMatcher script = request -> request.getHeader("Authorization") != null;
        AuthenticationEntryPoint unknown = (request, response, e) -> problems.resolveException(request, response, null, e);
        return http
                .authorizeHttpRequests(allow -> allow
                        .requestMatchers("/", "/index.html", "/home.js", "/home.css", "/favicon.svg", "/work", "/work/**", "/login", "/actuator/health", "/error").permitAll()
                        .requestMatchers(request -> !isPrivate(request)).denyAll()
                        .requestMatchers("/api/flows/*/migration").hasAnyRole("ADMIN", "PUBLISHER")
                        .requestMatchers("/api/flows/**").hasAnyRole("ADMIN", "AUTHOR", "PUBLISHER")
                        .requestMatchers("/api/password/**", "/actuator/**").hasRole("ADMIN")
                        .requestMatchers(HttpMethod.GET, ADMINISTERED).authenticated()
                        .requestMatchers(ADMINISTERED).hasRole("ADMIN")
                        .requestMatchers("/api/calls/**", "/api/voice-messages/**", "/api/logs/**", "/api/cases/**", "/api/tasks/**", "/api/notices/**").hasAnyRole(Sight.READERS)
                        .requestMatchers(HttpMethod.POST, "/api/callbacks").hasAnyRole("ADMIN", "SUPERVISOR", "AGENT", "INTEGRATOR")
                        .requestMatchers(HttpMethod.GET, "/api/callbacks/*").hasAnyRole("ADMIN", "SUPERVISOR", "AGENT", "INTEGRATOR")
                        .requestMatchers("/api/missed-calls/**", "/api/callbacks/**", "/api/parties/**").hasAnyRole(Sight.READERS)
                        .requestMatchers("/api/resources/**").hasAnyRole("ADMIN", "SUPERVISOR")
                        .requestMatchers("/api/desk/events").hasAnyRole(Sight.READERS)
                        .requestMatchers("/api/desk/**").hasAnyRole("AGENT", "SUPERVISOR")
                        .anyRequest().authenticated())
                .csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse()).spa().ignoringRequestMatchers(script, r -> r.getServletPath().equals("/login")))
                .httpBasic(basic -> basic.authenticationEntryPoint(unknown))
                .formLogin(form -> form.loginProcessingUrl("/login").loginPage("/")
                        .successHandler((q, r, a) -> r.setStatus(204)).failureHandler(unknown::commence))
                .logout(logout -> logout.logoutSuccessHandler((q, r, a) -> r.setStatus(204)))
                .sessionManagement(session -> session.maximumSessions(-1).sessionRegistry(sessions)
                        .expiredSessionStrategy(event -> unknown.commence(event.getRequest(), event.getResponse(), new SessionAuthenticationException("ended by a change of password, roles or state"))))
                .exceptionHandling(e -> e.authenticationEntryPoint(unknown)
                        .accessDeniedHandler((request, response, denied) -> problems.resolveException(request, response, null, denied)))
                .headers(Customizer.withDefaults())
                .requestCache(AbstractHttpConfigurer::disable)
                .addFilterBefore(token, BasicAuthenticationFilter.class)
                .build();
    }

    /** Encrypted, or from this machine itself. */
    private static boolean isPrivate(HttpServletRequest request) {
        try {
            return request.isSecure() || InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The token filter belongs to the chain above and must not run a second time by itself. */
    @Bean FilterRegistrationBean<CliToken> onlyInTheChain(CliToken token) {
        FilterRegistrationBean<CliToken> registration = new FilterRegistrationBean<>(token);
        registration.setEnabled(false);
        return registration;
    }
}
