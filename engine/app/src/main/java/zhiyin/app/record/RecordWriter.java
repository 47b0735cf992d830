package zhiyin.app.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import zhiyin.call.CallEnd;
import zhiyin.call.CallFacts;
import zhiyin.call.SupervisorState;
import zhiyin.flow.run.StepEvent;

/**
 * Writes records in batches on one thread. A call's opening goes at once, since its caller is not answered before it is written, and
 * takes along what waits; everything else waits at most 300 ms. While the database is away openings fail (their callers hear an apology) and everything else is kept and tried again.
 */
@Component
class RecordWriter implements CallJournal, AgentJournal, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RecordWriter.class);
    private static final long LINGER_NANOS = Duration.ofMillis(300).toNanos();
    private static final int BATCH = 500;
    /** At the end of the program, so long for what still waits. */
    private static final long LAST_NANOS = Duration.ofSeconds(8).toNanos();
    private static final long RETRY_MS = 1000;

    private final RecordTables tables;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private volatile boolean running;
    private volatile long stopping;
    private Thread thread;

    RecordWriter(RecordTables tables) {
        this.tables = tables;
    }

    @Override public CompletionStage<Void> opened(CallFacts facts) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        queue.add(new Entry.Opened(facts, written));
        return written;
    }

    @Override public void answered(String callId, Instant at) {
        queue.add(new Entry.Answered(callId, at));
    }

    @Override public void attached(String callId, Map<String, String> data) {
        queue.add(new Entry.Attached(callId, data));
    }

    @Override public void joined(String callId, String target, Instant at) {
        queue.add(new Entry.Joined(callId, target, at));
    }

    @Override public void queued(String callId, String to, Instant at) {
        queue.add(new Entry.Queued(callId, to, at));
    }

    @Override public void offered(String callId, String personId, Instant at, Duration rang, String outcome, Map<String, String> reason) {
        queue.add(new Entry.Offered(callId, personId, at, rang, outcome, reason));
    }

    @Override public void dialed(String callId, String personId) {
        queue.add(new Entry.Dialed(callId, personId));
    }

    @Override public void served(String callId, String personId, String agentCode, Instant at) {
        queue.add(new Entry.Served(callId, personId, agentCode, at));
    }

    @Override public void passedOn(String callId, String agentCode, Instant at) {
        queue.add(new Entry.PassedOn(callId, agentCode, at));
    }

    @Override public void guest(String callId, String number, String outcome, Instant at) {
        queue.add(new Entry.Guest(callId, number, outcome, at));
    }

    @Override public void threeWay(String callId, boolean begun, Instant at) {
        queue.add(new Entry.ThreeWay(callId, begun, at));
    }

    @Override public void supervised(String callId, String personId, String agentCode, SupervisorState before, SupervisorState now, Instant at) {
        queue.add(new Entry.Supervised(callId, personId, agentCode, before, now, at));
    }

    @Override public void brokenOff(String callId, String login, Instant at) {
        queue.add(new Entry.BrokenOff(callId, login, at));
    }

    @Override public void recorded(String callId, String id, Instant from, Duration duration) {
        queue.add(new Entry.Recorded(callId, id, from, duration));
    }

    void surveyed(Entry.Surveyed answer) {
        queue.add(answer);
    }

    @Override public void worked(String personId, String agentCode, String state, Instant from, Instant to) {
        queue.add(new Entry.Worked(personId, agentCode, state, from, to));
    }

    @Override public void seated(String personId, String extension, String state, Instant since) {
        queue.add(new Entry.Seated(personId, extension, state, since));
    }

    @Override public void left(String personId) {
        queue.add(new Entry.Left(personId));
    }

    @Override public List<Session> sessions() {
        return tables.sessions();
    }

    @Override public void noted(String callId) {
        queue.add(new Entry.Noted(callId));
    }

    @Override public void stepped(StepEvent event) {
        queue.add(new Entry.Stepped(event));
    }

    @Override public void ended(String callId, CallEnd end) {
        queue.add(new Entry.Ended(callId, end));
    }

    /** Waits until what was asked for so far is written; at most two seconds, for a reader while the database is away. */
    void flush() {
        CompletableFuture<Void> written = new CompletableFuture<>();
        queue.add(new Entry.Flush(written));
        try {
            written.get(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.debug("Reading before everything is written", e);
        }
    }

    @Override public synchronized void start() {
        tables.closeLeftOvers();
        running = true;
        thread = new Thread(this::work, "record-writer");
        thread.start();
    }

    /** The thread is woken and not interrupted: an interrupt in the midst of a write closes an H2 file for everybody. */
    @Override public synchronized void stop() {
        flush();
        stopping = System.nanoTime();
        running = false;
        queue.add(new Entry.Flush(new CompletableFuture<>()));
        try {
            thread.join(10_000);
            if (thread.isAlive()) {
                LOG.error("Records could not be written before the end; {} are lost. Their calls' rows are closed at the next start.", queue.size());
            } else {
                tables.finish(true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override public boolean isRunning() {
        return running;
    }

    /** After the web server and telephony have stopped, before the database does. */
    @Override public int getPhase() {
        return 0;
    }

    private void work() {
        List<Entry> pending = new ArrayList<>();
        while (running || !queue.isEmpty() && System.nanoTime() - stopping < LAST_NANOS) {
            try {
                gather(pending);
                write(pending);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("The record writer stumbled and goes on", e);
            }
        }
    }

    private void gather(List<Entry> pending) throws InterruptedException {
        if (pending.isEmpty()) {
            Entry first = tables.isClosing() ? queue.poll(LINGER_NANOS, TimeUnit.NANOSECONDS) : queue.take();
            if (first == null) {
                return;
            }
            pending.add(first);
        }
        long until = System.nanoTime() + LINGER_NANOS;
        boolean urgent = pending.stream().anyMatch(Entry::urgent);
        while (!urgent && pending.size() < BATCH) {
            Entry next = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            pending.add(next);
            urgent = next.urgent();
        }
        queue.drainTo(pending, Math.max(0, BATCH - pending.size()));
    }

    private void write(List<Entry> pending) throws InterruptedException {
        try {
            tables.write(pending);
            pending.forEach(RecordWriter::acknowledge);
            pending.clear();
            tables.finish(false);
        } catch (DataIntegrityViolationException e) {
            oneByOne(pending);
        } catch (RuntimeException e) {
            LOG.error("Records cannot be written now ({}); {} wait. Bring the database back, nothing is lost meanwhile.", e.getMessage(), pending.size());
            refuseOpenings(pending, e);
            Thread.sleep(RETRY_MS);
        }
    }

    private static void acknowledge(Entry entry) {
        if (entry instanceof Entry.Opened opened) {
            opened.written().complete(null);
        } else if (entry instanceof Entry.Flush flush) {
            flush.written().complete(null);
        }
    }

    /** One entry the database cannot take must not hold up the others. */
    private void oneByOne(List<Entry> pending) {
        for (Entry entry : pending) {
            try {
                tables.write(List.of(entry));
                acknowledge(entry);
            } catch (DataIntegrityViolationException e) {
                LOG.error("A record was refused and is left out: {}", entry, e);
                fail(entry, e);
            }
        }
        pending.clear();
    }

    private static void refuseOpenings(List<Entry> pending, RuntimeException cause) {
        pending.removeIf(entry -> {
            fail(entry, cause);
            return entry instanceof Entry.Opened || entry instanceof Entry.Flush;
        });
    }

    private static void fail(Entry entry, RuntimeException cause) {
        if (entry instanceof Entry.Opened opened) {
            opened.written().completeExceptionally(cause);
        } else if (entry instanceof Entry.Flush flush) {
            flush.written().completeExceptionally(cause);
        }
    }
}
