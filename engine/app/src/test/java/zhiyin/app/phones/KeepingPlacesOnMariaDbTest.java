package zhiyin.app.phones;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import zhiyin.app.MariaDb;

/** A MariaDB server as an installation of some size has it. */
class KeepingPlacesOnMariaDbTest extends KeepingPlaces {

    private MariaDb mariaDb;

    @Override Map<String, String> database(Path folder) throws Exception {
        mariaDb = MariaDb.start(Files.createDirectory(folder.resolve("server")));
        return mariaDb.settings("?nullDatabaseMeansCurrent=true");
    }

    @AfterAll @Override void close() throws Exception {
        try {
            super.close();
        } finally {
            mariaDb.close();
        }
    }
}
