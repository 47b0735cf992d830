package zhiyin.plugintest;

import java.util.List;
import java.util.concurrent.CompletionStage;
import zhiyin.spi.dialogue.Choice;
import zhiyin.spi.dialogue.Dialogue;
import zhiyin.spi.dialogue.Entry;
import zhiyin.spi.dialogue.Menu;
import zhiyin.spi.dialogue.Question;
import zhiyin.spi.dialogue.Queued;
import zhiyin.spi.dialogue.Queueing;
import zhiyin.spi.dialogue.Recorded;
import zhiyin.spi.dialogue.Recording;
import zhiyin.spi.dialogue.Saying;
import zhiyin.spi.dialogue.Transcript;
import zhiyin.spi.dialogue.Transfer;
import zhiyin.spi.dialogue.Transferred;

/** Notes each request before it hands it on. */
record NotedDialogue(Dialogue to, List<Object> asked) implements Dialogue {

    private <T> T noted(T request) {
        asked.add(request);
        return request;
    }

    @Override public CompletionStage<Void> say(Saying saying) {
        return to.say(noted(saying));
    }

    @Override public CompletionStage<Choice> choose(Menu menu) {
        return to.choose(noted(menu));
    }

    @Override public CompletionStage<Entry> collect(Question question) {
        return to.collect(noted(question));
    }

    @Override public CompletionStage<Recorded> record(Recording recording) {
        return to.record(noted(recording));
    }

    @Override public CompletionStage<Void> replay(String recordingId) {
        return to.replay(noted(recordingId));
    }

    @Override public CompletionStage<Transferred> transfer(Transfer transfer) {
        return to.transfer(noted(transfer));
    }

    @Override public CompletionStage<Queued> queue(Queueing queueing) {
        return to.queue(noted(queueing));
    }

    @Override public void speak(String language) {
        to.speak(language);
    }

    @Override public Transcript transcript() {
        return to.transcript();
    }
}
