package zhiyin.spi.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiyin.spi.dialogue.MenuRound.Next.BACK;
import static zhiyin.spi.dialogue.MenuRound.Next.CHOSEN;
import static zhiyin.spi.dialogue.MenuRound.Next.HELP;
import static zhiyin.spi.dialogue.MenuRound.Next.NO_INPUT;
import static zhiyin.spi.dialogue.MenuRound.Next.NO_MATCH;
import static zhiyin.spi.dialogue.MenuRound.Next.SILENCE;
import static zhiyin.spi.dialogue.MenuRound.Next.WRONG_KEY;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** IVR-08, IVR-16, IVR-44; pain 1: RestComm/Restcomm-Connect#1660, irontec/ivozprovider#275, fusionpbx#515. */
class MenuRoundTest {

    private final MenuRound round = new MenuRound(new Menu(Prompt.NOTHING, Set.of('1', '2'), 3, Duration.ofSeconds(5),
            Prompt.NOTHING, Prompt.NOTHING, Prompt.NOTHING), KeyTable.STANDARD);

    @Test void thirdWrongKeyIsNoMatch() {
        assertThat(round.key('7')).isEqualTo(WRONG_KEY);
        assertThat(round.key('8')).isEqualTo(WRONG_KEY);
        assertThat(round.key('9')).isEqualTo(NO_MATCH);
    }

    @Test void silenceIsCountedApartFromWrongKeys() {
        round.key('7');
        round.key('7');
        assertThat(round.silence()).isEqualTo(SILENCE);
        assertThat(round.silence()).isEqualTo(SILENCE);
        assertThat(round.silence()).isEqualTo(NO_INPUT);
    }

    @Test void drawnKeyWinsAndStarAndHashKeepTheirMeaning() {
        assertThat(round.key('2')).isEqualTo(CHOSEN);
        assertThat(round.key('*')).isEqualTo(BACK);
        assertThat(round.key('#')).isEqualTo(HELP);
    }

    @Test void helpCountsAsNoFailure() {
        round.key('7');
        round.key('7');
        round.key('#');
        assertThat(round.key('1')).isEqualTo(CHOSEN);
    }
}
