package zhiyin.spi.simulate;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.Secret;
import zhiyin.spi.dialogue.Choice;
import zhiyin.spi.dialogue.Dialogue;
import zhiyin.spi.dialogue.Entry;
import zhiyin.spi.dialogue.EntryRound;
import zhiyin.spi.dialogue.KeyTable;
import zhiyin.spi.dialogue.Menu;
import zhiyin.spi.dialogue.MenuRound;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.dialogue.Question;
import zhiyin.spi.dialogue.Queued;
import zhiyin.spi.dialogue.Queueing;
import zhiyin.spi.dialogue.Recorded;
import zhiyin.spi.dialogue.Recording;
import zhiyin.spi.dialogue.Saying;
import zhiyin.spi.dialogue.Transcript;
import zhiyin.spi.dialogue.Transfer;
import zhiyin.spi.dialogue.Transferred;

/**
 * A caller who follows a {@link KeyScript} and hangs up, or keeps silent, at its end. Every action completes at once; nothing
 * waits. Not thread-safe: one caller, one thread.
 */
public final class ScriptedCaller implements Dialogue {

    /** What a caller does when the script is used up. */
    public enum AtEnd { HANG_UP, KEEP_SILENT }

    private static final int MAX_FAILURES = 12;
    private static final Map<String, Object> FIRST = Map.of("ahead", 0L, "wait", 1L);

    private final Deque<KeyScript.Group> script;
    private final Deque<KeyScript.Act> acts = new ArrayDeque<>();
    private final AtEnd atEnd;
    private final BiFunction<Prompt, String, String> render;
    private final Map<String, Transferred.Result> phones;
    private final KeyTable table;
    private final List<String> heard = new ArrayList<>();
    private final java.util.HashMap<String, String> secrets = new java.util.HashMap<>();
    private final StringBuilder said = new StringBuilder();
    private final StringBuilder keys = new StringBuilder();
    private String language;
    private int recordings;
    private int failures;
    private boolean gone;
    private Runnable whenGone = () -> { };

    /** With the keys as they are where no centre has changed them. */
    public ScriptedCaller(KeyScript script, AtEnd atEnd, String language, BiFunction<Prompt, String, String> render,
                          Map<String, Transferred.Result> phones) {
        this(script, atEnd, language, render, phones, KeyTable.STANDARD);
    }

    /**
     * @param render   a prompt in a language, as text
     * @param phones   what each number does when a transfer rings it, others do not answer; and each queue where people are
     * @param table    which key means what
     */
    public ScriptedCaller(KeyScript script, AtEnd atEnd, String language, BiFunction<Prompt, String, String> render,
                          Map<String, Transferred.Result> phones, KeyTable table) {
        this.script = new ArrayDeque<>(script.groups());
        this.atEnd = atEnd;
        this.language = language;
        this.render = render;
        this.phones = Map.copyOf(phones);
        this.table = table;
    }

    /** A caller who keys that script, then hangs up; prompts are heard as their templates. */
    public static ScriptedCaller keying(String script) {
        return new ScriptedCaller(KeyScript.parse(script), AtEnd.HANG_UP, "zh", (p, l) -> p.text(l), Map.of());
    }

    /** Every text heard so far, in order. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /** The secret kept under that name, or null. */
    public String secret(String name) {
        return secrets.get(name);
    }

    public String language() {
        return language;
    }

    public boolean isGone() {
        return gone;
    }

    /** Told at the moment the caller hangs up, before the action under way ends. */
    public void whenGone(Runnable listener) {
        whenGone = listener;
    }

    @Override public CompletionStage<Void> say(Saying saying) {
        return act(() -> {
            hear(saying.prompt());
            return null;
        });
    }

    @Override public CompletionStage<Choice> choose(Menu menu) {
        return act(() -> {
            MenuRound round = new MenuRound(menu, table);
            hear(menu.prompt());
            while (true) {
                Character key = nextKey(false, false);
                MenuRound.Next next = key == null ? round.silence() : round.key(key);
                switch (next) {
                    case CHOSEN: return Choice.of(key);
                    case NO_INPUT: failed(); return new Choice(Choice.Kind.NO_INPUT, (char) 0);
                    case NO_MATCH: failed(); return new Choice(Choice.Kind.NO_MATCH, (char) 0);
                    case BACK: throw new DialogueInterrupted(DialogueInterrupted.Reason.BACK);
                    case WRONG_KEY: failed(); hear(menu.wrongKey().then(menu.prompt())); break;
                    case SILENCE: failed(); hear(menu.silence().then(menu.prompt())); break;
                    case HELP: hear(menu.help().then(menu.prompt())); break;
                }
            }
        });
    }

    @Override public CompletionStage<Entry> collect(Question question) {
        return act(() -> {
            EntryRound round = new EntryRound(question, table);
            hear(question.prompt());
            while (true) {
                Character key = nextKey(question.isSecret(), round.begun());
                EntryRound.Next next = key == null ? round.timeout() : round.key(key);
                switch (next) {
                    case MORE: break;
                    case COMPLETE: dropBelatedHash(key); return Entry.of(keep(question, round.value()));
                    case PERSON: return new Entry(Entry.Kind.PERSON, null);
                    case NO_INPUT: failed(); return new Entry(Entry.Kind.NO_INPUT, null);
                    case NO_MATCH: failed(); return new Entry(Entry.Kind.NO_MATCH, null);
                    case BACK: throw new DialogueInterrupted(DialogueInterrupted.Reason.BACK);
                    case REFUSED: failed(); hear(round.refusal().then(question.prompt())); break;
                    case SILENCE: failed(); hear(question.silence().then(question.prompt())); break;
                }
            }
        });
    }

    /** A {@code #} right after an entry that ended by its length belongs to that entry. */
    private void dropBelatedHash(Character last) {
        char finish = table.finish();
        if (last != null && last != finish && !acts.isEmpty() && acts.peek().key() == finish) {
            keys.append(acts.poll().key());
        }
    }

    private Object keep(Question question, Object value) {
        if (!question.isSecret()) {
            return value;
        }
        secrets.put(question.secretName(), value.toString());
        return Secret.reference(question.secretName());
    }

    @Override public CompletionStage<Recorded> record(Recording recording) {
        return act(() -> {
            hear(recording.prompt());
            Duration spoken = Duration.ZERO;
            if (acts.isEmpty() && !script.isEmpty()) {
                acts.addAll(script.poll().acts());
            }
            while (!acts.isEmpty() && !acts.peek().isKey()) {
                spoken = spoken.plus(acts.poll().pause());
            }
            Character key = acts.isEmpty() ? null : pressed(acts.poll().key(), false);
            if (key != null && key == table.back()) {
                throw new DialogueInterrupted(DialogueInterrupted.Reason.BACK);
            }
            boolean hungUp = key == null && script.isEmpty() && atEnd == AtEnd.HANG_UP;
            if (hungUp) {
                hangUp();
            }
            Duration length = spoken.compareTo(recording.max()) < 0 ? spoken : recording.max();
            if (length.compareTo(Duration.ofSeconds(1)) >= 0) {
                return new Recorded(Recorded.Kind.RECORDED, "recording-" + ++recordings, length, hungUp);
            }
            if (hungUp) {
                throw new DialogueInterrupted(DialogueInterrupted.Reason.CALL_ENDED);
            }
            return new Recorded(Recorded.Kind.NOTHING, null, Duration.ZERO, false);
        });
    }

    @Override public CompletionStage<Void> replay(String recordingId) {
        return act(() -> null);
    }

    @Override public CompletionStage<Transferred> transfer(Transfer transfer) {
        return act(() -> {
            hear(transfer.waiting());
            Transferred last = new Transferred(Transferred.Result.UNREACHABLE, "");
            for (String target : transfer.targets()) {
                last = new Transferred(phones.getOrDefault(target, Transferred.Result.NO_ANSWER), target);
                if (last.result() == Transferred.Result.ENDED) {
                    return last;
                }
            }
            return last;
        });
    }

    /** A queue named among the phones is one where somebody answers (ENDED), or nobody does before the caller's patience is over; in any other nobody is there. */
    @Override public CompletionStage<Queued> queue(Queueing queueing) {
        return act(() -> {
            Transferred.Result people = phones.get(queueing.queue());
            if (people == null) {
                return Queued.of(Queued.Result.UNAVAILABLE);
            }
            hear(queueing.joining().with(FIRST));
            if (people == Transferred.Result.ENDED) {
                hear(queueing.greeting().with(Map.of("agent", "C001")));
                return Queued.of(Queued.Result.TALKED);
            }
            hear(queueing.comfort().with(FIRST));
            Character key = nextKey(false, false);
            if (key != null && key == table.back()) {
                throw new DialogueInterrupted(DialogueInterrupted.Reason.BACK);
            }
            return key != null && queueing.keys().contains(key) ? new Queued(Queued.Result.KEY, key) : Queued.of(Queued.Result.TIMEOUT);
        });
    }

    @Override public void speak(String newLanguage) {
        language = newLanguage;
    }

    @Override public Transcript transcript() {
        Transcript transcript = new Transcript(said.toString(), keys.toString());
        said.setLength(0);
        keys.setLength(0);
        return transcript;
    }

    private interface Action<T> {
        T run();
    }

    private <T> CompletionStage<T> act(Action<T> action) {
        try {
            if (gone) {
                throw new DialogueInterrupted(DialogueInterrupted.Reason.CALL_ENDED);
            }
            return CompletableFuture.completedFuture(action.run());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void hear(Prompt prompt) {
        String text = render.apply(prompt, language);
        if (!text.isBlank()) {
            heard.add(text);
            said.append(said.isEmpty() ? "" : " / ").append(text);
        }
    }

    /** The next key, or null for one silence; hangs up where the script is used up. {@code begun}: an entry has keys already. */
    private Character nextKey(boolean secret, boolean begun) {
        dropPauses();
        if (acts.isEmpty()) {
            if (begun) {
                return null;
            }
            if (script.isEmpty()) {
                return exhausted();
            }
            acts.addAll(script.poll().acts());
            dropPauses();
        }
        return acts.isEmpty() ? null : pressed(acts.poll().key(), secret);
    }

    private void dropPauses() {
        while (!acts.isEmpty() && !acts.peek().isKey()) {
            acts.poll();
        }
    }

    private Character exhausted() {
        if (atEnd == AtEnd.KEEP_SILENT) {
            return null;
        }
        hangUp();
        throw new DialogueInterrupted(DialogueInterrupted.Reason.CALL_ENDED);
    }

    private void hangUp() {
        gone = true;
        whenGone.run();
    }

    private Character pressed(char key, boolean secret) {
        keys.append(secret && Character.isDigit(key) ? '•' : key);
        return key;
    }

    private void failed() {
        if (++failures >= MAX_FAILURES) {
            throw new DialogueInterrupted(DialogueInterrupted.Reason.TOO_MANY_FAILURES);
        }
    }
}
