package zhiyin.app.phrases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.dialogue.Choice;
import zhiyin.spi.dialogue.Dialogue;
import zhiyin.spi.dialogue.Entry;
import zhiyin.spi.dialogue.EntryRule;
import zhiyin.spi.dialogue.Menu;
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

/** A dialogue that notes every text a step would say, and never answers. */
final class Prober implements Dialogue {

    /** Entries that every kind of question refuses in one way or another. */
    private static final List<String> BAD_ENTRIES = List.of("1", "123456", "99999999", "123456789012", "370102190013320010", "370102196003150021");

    private static final Map<String, Object> PLACE = Map.of("ahead", 3L, "wait", 5L);
    private static final Map<String, Object> AGENT = Map.of("agent", "C012");

    private final List<Prompt> said = new ArrayList<>();

    List<Prompt> said() {
        return said;
    }

    @Override public CompletionStage<Void> say(Saying saying) {
        return note(saying.prompt());
    }

    @Override public CompletionStage<Choice> choose(Menu menu) {
        return note(menu.prompt(), menu.wrongKey(), menu.silence(), menu.help());
    }

    @Override public CompletionStage<Entry> collect(Question question) {
        for (String bad : BAD_ENTRIES) {
            EntryRule.Verdict verdict = question.rule().judge(bad);
            if (!verdict.accepted()) {
                note(verdict.refusal());
            }
        }
        return note(question.prompt(), question.silence());
    }

    @Override public CompletionStage<Recorded> record(Recording recording) {
        return note(recording.prompt());
    }

    @Override public CompletionStage<Void> replay(String recordingId) {
        return note();
    }

    @Override public CompletionStage<Transferred> transfer(Transfer transfer) {
        return note(transfer.waiting());
    }

    @Override public CompletionStage<Queued> queue(Queueing queueing) {
        return note(queueing.joining().with(PLACE), queueing.comfort().with(PLACE), queueing.greeting().with(AGENT));
    }

    @Override public void speak(String language) { }

    @Override public Transcript transcript() {
        return Transcript.EMPTY;
    }

    private <T> CompletionStage<T> note(Prompt... prompts) {
        said.addAll(List.of(prompts));
        return new CompletableFuture<>();
    }
}
