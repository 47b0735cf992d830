package zhiyin.sip;

import java.util.Map;
import java.util.Optional;

/** The extensions that may register. */
@FunctionalInterface
public interface Accounts {

    /** Nobody may. */
    Accounts NONE = number -> Optional.empty();

    /** The password of an extension, or empty if there is no such extension. Called on sip threads for every REGISTER: answer from memory. */
    Optional<String> password(String number);

    static Accounts of(Map<String, String> passwords) {
        Map<String, String> copy = Map.copyOf(passwords);
        return number -> Optional.ofNullable(copy.get(number));
    }
}
