package zhiyin.app.telephony;

import java.util.List;

/** The ports that steps may ask for, whoever implements them. */
public record Ports(List<Object> all) {

    /** The one of that type; null if there is none. */
    public <P> P find(Class<P> type) {
        return all.stream().filter(type::isInstance).map(type::cast).findFirst().orElse(null);
    }
}
