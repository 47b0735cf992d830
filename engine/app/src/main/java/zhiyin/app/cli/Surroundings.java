package zhiyin.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * Where the launcher says that things are.
 *
 * @param home    the source tree, with {@code flows/}
 * @param data    the data folder
 * @param http    the engine's HTTP port on this machine
 * @param sip     its SIP port
 * @param started the folder the user stands in
 */
record Surroundings(Path home, Path data, int http, int sip, Path started) {

    /** The launcher has changed to its own folder; the shell keeps the user's in {@code OLDPWD}. */
    static Surroundings of(Properties properties, Map<String, String> environment) {
        Path home = Path.of(properties.getProperty("zhiyin.home", ".")).toAbsolutePath().normalize();
        Path here = Path.of("").toAbsolutePath();
        Path old = Path.of(environment.getOrDefault("OLDPWD", here.toString()));
        Path started = here.equals(home) && Files.isDirectory(old) ? old : here;
        Path data = home.resolve(properties.getProperty("zhiyin.data", "data"));
        return new Surroundings(home, data, Integer.parseInt(properties.getProperty("zhiyin.http", "8080")),
                Integer.parseInt(properties.getProperty("zhiyin.sip", "5060")), started);
    }

    /** A file that the user names: from where he stands, else from home. */
    Path existing(String name) {
        Path near = started.resolve(name).normalize();
        return Files.exists(near) ? near : home.resolve(name).normalize();
    }
}
