package zhiyin.call;

import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.Secret;
import zhiyin.spi.dialogue.Entry;
import zhiyin.spi.dialogue.EntryRound;
import zhiyin.spi.dialogue.Question;

/** Asks for keyed digits. */
final class CollectTurn extends Turn<Entry> {

    private final Question question;
    private final EntryRound round;
    private char last;

    CollectTurn(VoiceDialogue talk, Question question) {
        super(talk);
        this.question = question;
        this.round = new EntryRound(question, talk.call().calls().settings().keys());
    }

    @Override void begin() {
        if (question.isSecret()) {
            talk().beginSecret();
        }
        if (!talk().hasAhead()) {
            say(question.prompt());
        }
        while (!isOver() && talk().hasAhead()) {
            key(talk().ahead());
        }
    }

    @Override void cleanUp() {
        if (question.isSecret()) {
            talk().endSecret();
        }
    }

    @Override void heard() {
        await(question.patience());
    }

    @Override boolean key(char key) {
        if (isGivingUp()) {
            return true;
        }
        talk().keyed(key, question.isSecret());
        last = key;
        hush();
        next(round.key(key));
        return true;
    }

    @Override void silence() {
        last = 0;
        next(round.timeout());
    }

    private void next(EntryRound.Next next) {
        switch (next) {
            case MORE -> await(question.betweenKeys());
            case COMPLETE -> entered();
            case PERSON -> complete(new Entry(Entry.Kind.PERSON, null));
            case BACK -> interrupt(DialogueInterrupted.Reason.BACK);
            case REFUSED -> sayAfterFailure(round.refusal().then(question.prompt()));
            case SILENCE -> sayAfterFailure(question.silence().then(question.prompt()));
            case NO_MATCH -> completeAfterFailure(new Entry(Entry.Kind.NO_MATCH, null));
            case NO_INPUT -> completeAfterFailure(new Entry(Entry.Kind.NO_INPUT, null));
        }
    }

    private void entered() {
        if (last != 0 && last != talk().call().calls().settings().keys().finish()) {
            talk().expectBelatedHash();
        }
        Object value = round.value();
        if (question.isSecret()) {
            talk().call().secrets().put(question.secretName(), value.toString());
            value = Secret.reference(question.secretName());
        }
        complete(Entry.of(value));
    }
}
