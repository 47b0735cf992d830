package zhiyin.app.settings;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import zhiyin.spi.dialogue.KeyTable;

/** The data folder: lays down the files an operator may edit at first start, and reads them. One hotline at a time runs with it. */
@Component
public class DataFolder {

    private final Path root;
    private FileChannel held;

    public DataFolder(ZhiyinSettings settings) {
        root = settings.data().toAbsolutePath();
        create(root);
        for (String folder : List.of("calendars", "recordings", "logs", "connectors", "prompts", "rules")) {
            create(root.resolve(folder));
        }
        for (String file : List.of("centre.yaml", "trunks.yaml", "numbers.yaml", "queues.yaml", "outbound.yaml", "callbacks.yaml", "fax.yaml")) {
            layDown(file);
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private void layDown(String file) {
        Path target = root.resolve(file);
        try (InputStream shipped = DataFolder.class.getResourceAsStream("/data/" + file)) {
            if (Files.notExists(target)) {
                Files.copy(shipped, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    private static UncheckedIOException unwritable(Path path, IOException why) {
        return new UncheckedIOException(path + " cannot be written: " + why + ". Correct its owner, or set ZHIYIN_DATA to a folder that can be written.", why);
    }

    /** Holds the folder as long as this process lives: a second hotline would take the first one's tokens and records from it. */
    @PostConstruct void hold() {
        Path file = root.resolve("running.lock");
        try {
            held = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (held.tryLock() == null) {
                throw inUse();
            }
        } catch (OverlappingFileLockException e) {
            throw inUse();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private IllegalStateException inUse() {
        release();
        return new IllegalStateException("Another hotline runs with the data folder " + root + " already. End that one, or set ZHIYIN_DATA to another folder.");
    }

    @PreDestroy void release() {
        try {
            held.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + root + " could not be released: " + e.getMessage() + ".", e);
        }
    }

    public Path path(String name) {
        return root.resolve(name);
    }

    /** A YAML file as a map; empty if absent. @throws IllegalStateException naming file and reason */
    @SuppressWarnings("unchecked")
    public Map<String, Object> yaml(String name) {
        Path file = root.resolve(name);
        if (Files.notExists(file)) {
            return Map.of();
        }
        try {
            Object parsed = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            return parsed == null ? Map.of() : (Map<String, Object>) parsed;
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(file + " cannot be read: " + e.getMessage() + " Correct the file and start again.", e);
        }
    }

    public Centre centre() {
        Map<String, Object> yaml = new LinkedHashMap<>(yaml("centre.yaml"));
        Map<String, String> city = new LinkedHashMap<>();
        ((Map<?, ?>) yaml.remove("city")).forEach((k, v) -> city.put(k.toString(), v.toString()));
        return new Centre(city, String.valueOf(yaml.remove("centreCode")), String.valueOf(yaml.remove("areaCode")),
                ZoneId.of(String.valueOf(yaml.remove("timeZone"))), keys(yaml.remove("keys")), yaml);
    }

    /** The keys a centre has changed, and the usual ones beside them. */
    @SuppressWarnings("unchecked")
    private KeyTable keys(Object yaml) {
        KeyTable usual = KeyTable.STANDARD;
        if (yaml != null && !(yaml instanceof Map)) {
            throw new IllegalStateException(root.resolve("centre.yaml") + ", keys: it must be a list of names and keys, such as {back: \"*\"}. Correct the file and start again.");
        }
        Map<String, Object> given = new LinkedHashMap<>(yaml instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of());
        try {
            KeyTable keys = new KeyTable(key(given, "back", usual.back()), key(given, "help", usual.help()), key(given, "finish", usual.finish()),
                    key(given, "repeat", usual.repeat()), key(given, "pause", usual.pause()), key(given, "rewind", usual.rewind()), key(given, "forward", usual.forward()));
            if (!given.isEmpty()) {
                throw new IllegalArgumentException("unknown entries " + given.keySet() + ".");
            }
            return keys;
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(root.resolve("centre.yaml") + ", keys: " + e.getMessage() + " Correct the file and start again.", e);
        }
    }

    private static char key(Map<String, Object> given, String meaning, char usual) {
        String key = given.containsKey(meaning) ? String.valueOf(given.remove(meaning)) : String.valueOf(usual);
        if (key.length() != 1) {
            throw new IllegalArgumentException(meaning + " is " + key + "; it must be one key, in quotes.");
        }
        return key.charAt(0);
    }

    /** A secret from {@code ZHIYIN_SECRET_A_B} or {@code secrets.properties}. */
    public Optional<String> secret(String name) {
        String variable = System.getenv("ZHIYIN_SECRET_" + name.toUpperCase(java.util.Locale.ROOT).replace('.', '_'));
        return Optional.ofNullable(variable).or(() -> Optional.ofNullable(secrets().getProperty(name)));
    }

    private Properties secrets() {
        Properties properties = new Properties();
        Path file = root.resolve("secrets.properties");
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return properties;
    }

    /** Keeps a generated secret for the next start; the file is readable by its owner only. */
    public synchronized String secretOrNew(String name, java.util.function.Supplier<String> fresh) {
        return secret(name).orElseGet(() -> {
            String value = fresh.get();
            append("secrets.properties", name + "=" + value + "\n");
            return value;
        });
    }

    /** Writes a file that only its owner may read. */
    public void writePrivate(String name, String content) {
        Path file = root.resolve(name);
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, content);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private void append(String name, String line) {
        List<String> lines = new ArrayList<>();
        try {
            if (Files.exists(root.resolve(name))) {
                lines.addAll(Files.readAllLines(root.resolve(name)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines.add(line.strip());
        writePrivate(name, String.join("\n", lines) + "\n");
    }

    /** Permissions of a file, for the check that secrets stay private. */
    public static boolean isPrivate(Path file) throws IOException {
        return Files.getPosixFilePermissions(file).equals(Set.of(java.nio.file.attribute.PosixFilePermission.OWNER_READ,
                java.nio.file.attribute.PosixFilePermission.OWNER_WRITE));
    }
}
