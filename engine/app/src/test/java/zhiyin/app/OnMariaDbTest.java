package zhiyin.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** A MariaDB server as an installation of some size has it. */
class OnMariaDbTest extends WhoCalls {

    private MariaDb mariaDb;

    @Override Map<String, String> database(Path folder) throws Exception {
        if (mariaDb == null) {
            mariaDb = MariaDb.start(Files.createDirectory(folder.resolve("server")));
        }
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
