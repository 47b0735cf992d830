package zhiyin.connect;

import java.util.Optional;

/** The secrets a caller has keyed, while the call lasts. */
@FunctionalInterface
public interface SecretSource {

    Optional<String> secret(String callId, String name);
}
