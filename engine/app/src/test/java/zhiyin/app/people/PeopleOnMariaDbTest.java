package zhiyin.app.people;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import zhiyin.app.MariaDb;

/** A MariaDB server. */
class PeopleOnMariaDbTest extends PeopleAdministration {

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
