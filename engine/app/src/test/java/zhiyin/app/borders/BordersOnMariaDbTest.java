package zhiyin.app.borders;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import zhiyin.app.MariaDb;

/** A MariaDB server as an installation of some size has it. */
class BordersOnMariaDbTest extends Borders {

    private MariaDb mariaDb;

    @Override Map<String, String> database(Path folder) throws Exception {
        mariaDb = MariaDb.start(Files.createDirectory(folder.resolve("server")));
        return mariaDb.settings("");
    }

    @AfterAll @Override void stop() throws Exception {
        try {
            super.stop();
        } finally {
            mariaDb.close();
        }
    }
}
