package zhiyin.app.callback;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import zhiyin.app.MariaDb;

/** A MariaDB server as an installation of some size has it. */
class CallingBackOnMariaDbTest extends CallingBack {

    private MariaDb mariaDb;

    @Override Map<String, String> database(Path folder) throws Exception {
        if (mariaDb == null) {
            mariaDb = MariaDb.start(Files.createDirectory(folder.resolve("server")));
        }
        return mariaDb.settings("?nullDatabaseMeansCurrent=true");
    }

    @AfterAll @Override void stop() throws Exception {
        try {
            super.stop();
        } finally {
            mariaDb.close();
        }
    }
}
