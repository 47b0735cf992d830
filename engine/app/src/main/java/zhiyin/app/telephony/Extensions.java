package zhiyin.app.telephony;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import zhiyin.app.settings.Centre;
import zhiyin.app.settings.DataFolder;
import zhiyin.sip.Accounts;

/**
 * The phones that may register: {@code extensions} of {@code centre.yaml}, numbers and ranges such as {@code 8001-8009}. Each has the password that {@code secrets.properties} gives it as
 * {@code extension.<number>}; the others share one, made at first start.
 */
@Component
class Extensions implements Accounts {

    private static final String USUAL = "8001-8009";
    private static final int MOST = 10_000;

    private final List<String> numbers;
    private final DataFolder data;
    private final String password;

    Extensions(DataFolder data, Centre centre) {
        this.data = data;
        this.numbers = Stream.of(centre.extra().getOrDefault("extensions", List.of(USUAL))).flatMap(entries -> entries instanceof List<?> list ? list.stream() : Stream.of(entries))
                .flatMap(entry -> range(entry.toString())).toList();
        this.password = data.secretOrNew("extensions.password", () -> Passwords.random(new SecureRandom()));
    }

    private static Stream<String> range(String entry) {
        String[] ends = entry.strip().split("\\s*-\\s*", -1);
        boolean numbers = Stream.of(ends).allMatch(end -> end.matches("\\d{1,9}"));
        if (!numbers || ends.length > 2 || ends.length == 2 && (ends[0].length() != ends[1].length() || size(ends) < 1 || size(ends) > MOST)) {
            throw new IllegalStateException("centre.yaml: \"" + entry + "\" in extensions is neither a number nor a range of numbers of one length, such as 8001-8009. Correct the file and start again.");
        }
        return ends.length == 1 ? Stream.of(entry.strip())
                : IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])).mapToObj(number -> ("%0" + ends[0].length() + "d").formatted(number));
    }

    private static int size(String[] ends) {
        return Integer.parseInt(ends[1]) - Integer.parseInt(ends[0]) + 1;
    }

    @Override public Optional<String> password(String number) {
        return numbers.contains(number) ? data.secret("extension." + number).or(() -> Optional.of(password)) : Optional.empty();
    }

    String password() {
        return password;
    }

    List<String> numbers() {
        return numbers;
    }
}
