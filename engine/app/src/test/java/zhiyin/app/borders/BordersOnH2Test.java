package zhiyin.app.borders;

import java.nio.file.Path;
import java.util.Map;

/** The embedded database. */
class BordersOnH2Test extends Borders {

    @Override Map<String, String> database(Path folder) {
        return Map.of();
    }
}
