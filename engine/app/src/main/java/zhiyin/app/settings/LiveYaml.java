package zhiyin.app.settings;

import java.io.File;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A YAML file of the data folder that an operator edits while the hotline runs. Understood anew when it changes; one that cannot be understood is named in the log, and what was
 * read before goes on.
 *
 * @param <T> what it means
 */
public final class LiveYaml<T> {

    private static final Logger LOG = LoggerFactory.getLogger(LiveYaml.class);

    private record Seen(long modified, long length) { }

    private final DataFolder data;
    private final String file;
    private final Function<Map<String, Object>, T> meaning;
    private volatile Seen read;
    private volatile T now;

    /**
     * @param meaning throws with a sentence that names the entry
     * @param before  what holds until the file could be read for the first time
     */
    public LiveYaml(DataFolder data, String file, Function<Map<String, Object>, T> meaning, T before) {
        this.data = data;
        this.file = file;
        this.meaning = meaning;
        this.now = before;
        refresh();
    }

    /** What the file says, as it was read last. */
    public T now() {
        return now;
    }

    /** Reads the file where it has changed. For a thread that no caller waits for. */
    public void refresh() {
        File there = data.path(file).toFile();
        // Its length too: one read while it was written often has the very same time once it is whole.
        Seen seen = new Seen(there.lastModified(), there.length());
        if (seen.equals(read)) {
            return;
        }
        read = seen;
        try {
            now = meaning.apply(data.yaml(file));
            LOG.info("Read {}", data.path(file));
        } catch (RuntimeException e) {
            LOG.error("{} is left as it was: {}", data.path(file), e.getMessage());
        }
    }
}
