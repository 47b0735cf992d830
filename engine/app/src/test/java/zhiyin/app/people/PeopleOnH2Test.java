package zhiyin.app.people;

import java.nio.file.Path;
import java.util.Map;

/** The embedded database. */
class PeopleOnH2Test extends PeopleAdministration {

    @Override Map<String, String> database(Path folder) {
        return Map.of();
    }
}
