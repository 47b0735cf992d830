package zhiyin.call;

import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.dialogue.Choice;
import zhiyin.spi.dialogue.Menu;
import zhiyin.spi.dialogue.MenuRound;

/** Reads a menu and waits for one of its keys. */
final class MenuTurn extends Turn<Choice> {

    private final Menu menu;
    private final MenuRound round;

    MenuTurn(VoiceDialogue talk, Menu menu) {
        super(talk);
        this.menu = menu;
        this.round = new MenuRound(menu, talk.call().calls().settings().keys());
    }

    @Override void begin() {
        Character ahead = talk().ahead();
        if (ahead != null) {
            key(ahead);
        } else {
            say(menu.prompt());
        }
    }

    @Override void heard() {
        await(menu.patience());
    }

    @Override boolean key(char key) {
        if (isGivingUp()) {
            return true;
        }
        talk().keyed(key, false);
        hush();
        switch (round.key(key)) {
            case CHOSEN -> complete(Choice.of(key));
            case BACK -> interrupt(DialogueInterrupted.Reason.BACK);
            case HELP -> say(menu.help().then(menu.prompt()));
            case WRONG_KEY -> sayAfterFailure(menu.wrongKey().then(menu.prompt()));
            default -> completeAfterFailure(new Choice(Choice.Kind.NO_MATCH, (char) 0));
        }
        return true;
    }

    @Override void silence() {
        if (round.silence() == MenuRound.Next.NO_INPUT) {
            completeAfterFailure(new Choice(Choice.Kind.NO_INPUT, (char) 0));
        } else {
            sayAfterFailure(menu.silence().then(menu.prompt()));
        }
    }
}
