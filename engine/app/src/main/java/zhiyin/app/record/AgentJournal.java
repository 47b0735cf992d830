package zhiyin.app.record;

import java.time.Instant;
import java.util.List;

/** Where agents' work states are written down (LOG-43), and where each stands, for after a restart. Nothing here blocks but {@link #sessions}. */
public interface AgentJournal {

    /** One who is signed in. @param state the last one */
    record Session(String personId, String extension, String state) { }

    /** A state has ended. */
    void worked(String personId, String agentCode, String state, Instant from, Instant to);

    /** A person is at that extension, in that state. */
    void seated(String personId, String extension, String state, Instant since);

    void left(String personId);

    /** Everybody signed in, by what the tables say. */
    List<Session> sessions();
}
