package zhiyin.call;

import zhiyin.rtp.Playback;
import zhiyin.spi.DialogueInterrupted;
import zhiyin.spi.dialogue.KeyTable;
import zhiyin.spi.dialogue.Saying;

/** Says a text; a key ends it, or winds it where the text is long. */
final class SayTurn extends Turn<Void> {

    private final Saying saying;
    private boolean paused;

    SayTurn(VoiceDialogue talk, Saying saying) {
        super(talk);
        this.saying = saying;
    }

    @Override void begin() {
        if (saying.bargeIn() && !saying.controls() && talk().hasAhead()) {
            complete(null);
        } else {
            say(saying.prompt());
        }
    }

    @Override void heard() {
        complete(null);
    }

    @Override boolean key(char key) {
        if (saying.controls()) {
            return control(key);
        }
        if (!saying.bargeIn()) {
            return false;
        }
        talk().keepForNext(key);
        complete(null);
        return true;
    }

    private boolean control(char key) {
        KeyTable table = talk().call().calls().settings().keys();
        talk().keyed(key, false);
        if (key == table.back()) {
            interrupt(DialogueInterrupted.Reason.BACK);
        } else if (key == table.repeat()) {
            paused = false;
            say(saying.prompt());
        } else if (playback() != null) {
            wind(key, table, playback());
        }
        return true;
    }

    private void wind(char key, KeyTable table, Playback playing) {
        if (key == table.pause()) {
            paused = !paused;
            if (paused) {
                playing.pause();
            } else {
                playing.resume();
            }
        } else if (key == table.rewind()) {
            playing.skip(talk().call().calls().settings().skip().negated());
        } else if (key == table.forward()) {
            playing.skip(talk().call().calls().settings().skip());
        }
    }
}
