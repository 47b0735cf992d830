package zhiyin.app.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The doors: what is open to all, what wants a login, and that a login never crosses a network in the clear. */
@Configuration
class SecurityWiring {

    @Bean PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean SecurityFilterChain doors(HttpSecurity http, CliToken token) throws Exception {
        RequestMatcher script = request -> request.getHeader("Authorization") != null;
        return http
                .authorizeHttpRequests(allow -> allow
                        .requestMatchers("/", "/index.html", "/home.js", "/home.css", "/favicon.svg", "/login", "/actuator/health", "/error").permitAll()
                        .requestMatchers(request -> !isPrivate(request)).denyAll()
                        .requestMatchers("/api/flows/**").hasAnyRole("ADMIN", "AUTHOR", "PUBLISHER")
                        .requestMatchers("/api/password/**", "/actuator/**").hasRole("ADMIN")
                        .requestMatchers(HttpMethod.GET, "/api/codes/**").authenticated()
                        .requestMatchers("/api/codes/**").hasRole("ADMIN")
                        .requestMatchers("/api/calls/**", "/api/voice-messages/**", "/api/logs/**").hasAnyRole("ADMIN", "SUPERVISOR", "AGENT")
                        .anyRequest().authenticated())
                .csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse()).spa().ignoringRequestMatchers(script, r -> r.getServletPath().equals("/login")))
                .httpBasic(basic -> basic.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
                .formLogin(form -> form.loginProcessingUrl("/login").loginPage("/")
                        .successHandler((q, r, a) -> r.setStatus(204)).failureHandler((q, r, e) -> r.setStatus(401)))
                .logout(logout -> logout.logoutSuccessHandler((q, r, a) -> r.setStatus(204)))
                .exceptionHandling(e -> e.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
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
