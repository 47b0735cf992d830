package zhiyin.app.telephony;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import zhiyin.app.settings.DataFolder;
import zhiyin.sip.Accounts;

/** The test extensions 8001 to 8009, with one password made at first start. */
@Component
class Extensions implements Accounts {

    private static final List<String> NUMBERS = IntStream.rangeClosed(8001, 8009).mapToObj(Integer::toString).toList();

    private final String password;

    Extensions(DataFolder data) {
        password = data.secretOrNew("extensions.password", () -> Passwords.random(new SecureRandom()));
    }

    @Override public Optional<String> password(String number) {
        return NUMBERS.contains(number) ? Optional.of(password) : Optional.empty();
    }

    String password() {
        return password;
    }

    List<String> numbers() {
        return NUMBERS;
    }
}
