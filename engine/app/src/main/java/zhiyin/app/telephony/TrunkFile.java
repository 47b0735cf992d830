package zhiyin.app.telephony;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import zhiyin.app.settings.DataFolder;
import zhiyin.sip.CallSource;
import zhiyin.sip.Transport;
import zhiyin.sip.Trunk;
import zhiyin.spi.port.Trunks;

/** {@code trunks.yaml}: lines to other exchanges, and which number stands for which other centre. */
@Component
class TrunkFile implements Trunks {

    private final List<Trunk> trunks = new ArrayList<>();
    private final Map<String, String> centres = new HashMap<>();

    TrunkFile(DataFolder data) {
        Map<String, Object> yaml = data.yaml("trunks.yaml");
        for (Object entry : yaml.get("trunks") instanceof List<?> list ? list : List.of()) {
            trunks.add(trunk((Map<?, ?>) entry, data));
        }
        if (yaml.get("centres") instanceof Map<?, ?> map) {
            map.forEach((area, number) -> centres.put(area.toString(), number.toString()));
        }
    }

    private static Trunk trunk(Map<?, ?> yaml, DataFolder data) {
        Object id = yaml.get("id");
        if (id == null || yaml.get("host") == null) {
            throw new IllegalStateException("trunks.yaml: a trunk needs \"id\" and \"host\"; " + yaml + " has not. Correct the file and start again.");
        }
        List<String> prefixes = yaml.get("prefixes") instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
        String password = yaml.get("secret") == null ? null : data.secret(yaml.get("secret").toString()).orElseThrow(() -> new IllegalStateException(
                "trunks.yaml: the trunk " + id + " names the secret " + yaml.get("secret") + ", which secrets.properties does not hold. Add it."));
        return new Trunk(id.toString(), yaml.get("host").toString(), yaml.get("port") instanceof Integer port ? port : 5060,
                yaml.get("transport") == null ? Transport.UDP : Transport.valueOf(yaml.get("transport").toString().toUpperCase(Locale.ROOT)), prefixes,
                word(yaml, "user"), password, Boolean.TRUE.equals(yaml.get("refer")), word(yaml, "callerIdHeader"), Boolean.TRUE.equals(yaml.get("centre")));
    }

    private static String word(Map<?, ?> yaml, String key) {
        return yaml.get(key) == null ? null : yaml.get(key).toString();
    }

    /** Whether a call comes over a trunk from another centre of ours. */
    boolean isCentre(CallSource source) {
        return source.kind() == CallSource.Kind.TRUNK && trunks.stream().anyMatch(trunk -> trunk.id().equals(source.name()) && trunk.centre());
    }

    List<Trunk> trunks() {
        return trunks;
    }

    @Override public Optional<String> centreOf(String areaCode) {
        return Optional.ofNullable(centres.get(areaCode));
    }
}
