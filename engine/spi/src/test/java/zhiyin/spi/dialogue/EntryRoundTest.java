package zhiyin.spi.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** IVR-16, IVR-43, pain 1: silence and refused entries are counted apart; {@code *} is data only where the type takes it. */
class EntryRoundTest {

    private static final EntryRule FOUR_DIGITS_OR_STAR_AT_THE_END = new EntryRule() {
        @Override public int maxLength() {
            return 4;
        }

        @Override public boolean takesStar(String keyed) {
            return keyed.length() == 3;
        }

        @Override public Verdict judge(String keyed) {
            return keyed.length() == 4 ? Verdict.accept(keyed) : Verdict.refuse(Prompt.of("短了", "Too short"));
        }
    };

    private static final Question QUESTION = new Question(Prompt.NOTHING, FOUR_DIGITS_OR_STAR_AT_THE_END, 3, Duration.ofSeconds(5), Duration.ofSeconds(3),
            Prompt.NOTHING, true, null);
    private EntryRound round = new EntryRound(QUESTION, KeyTable.STANDARD);

    private EntryRound.Next key(String keys) {
        EntryRound.Next next = null;
        for (char key : keys.toCharArray()) {
            next = round.key(key);
        }
        return next;
    }

    @Test void completesAtItsLengthWithoutHash() {
        assertThat(key("1234")).isEqualTo(EntryRound.Next.COMPLETE);
        assertThat(round.value()).isEqualTo("1234");
    }

    @Test void takesStarAsDataOnlyWhereTheTypeDoes() {
        assertThat(key("123*")).isEqualTo(EntryRound.Next.COMPLETE);
        assertThat(key("12*")).isEqualTo(EntryRound.Next.BACK);
    }

    @Test void refusesThreeTimesAndThenGivesUp() {
        assertThat(key("1#")).isEqualTo(EntryRound.Next.REFUSED);
        assertThat(key("2#")).isEqualTo(EntryRound.Next.REFUSED);
        assertThat(key("3#")).isEqualTo(EntryRound.Next.NO_MATCH);
    }

    @Test void silenceDoesNotUseUpRefusals() {
        key("1#");
        key("2#");
        assertThat(round.timeout()).isEqualTo(EntryRound.Next.SILENCE);
        assertThat(key("1234")).isEqualTo(EntryRound.Next.COMPLETE);
    }

    @Test void loneHashIsSilence() {
        assertThat(round.key('#')).isEqualTo(EntryRound.Next.SILENCE);
    }

    @Test void zeroAloneAsksForAPersonButLeadsAnEntryToo() {
        assertThat(key("0#")).isEqualTo(EntryRound.Next.PERSON);
        assertThat(key("0123")).isEqualTo(EntryRound.Next.COMPLETE);
    }

    @Test void silenceAfterSomeKeysJudgesThem() {
        key("12");
        assertThat(round.begun()).isTrue();
        assertThat(round.timeout()).isEqualTo(EntryRound.Next.REFUSED);
        assertThat(round.begun()).isFalse();
    }

    @Test void theCentresOwnKeysEndAnEntryAndLeadBack() {
        round = new EntryRound(QUESTION, new KeyTable('#', '9', '*', '9', '5', '4', '6'));
        assertThat(key("12*")).as("ended").isEqualTo(EntryRound.Next.REFUSED);
        assertThat(key("12#")).isEqualTo(EntryRound.Next.BACK);
    }

    @Test void whatTheTypeTakesIsDataWhateverTheCentreUsesItFor() {
        round = new EntryRound(QUESTION, new KeyTable('9', '#', '*', '#', '5', '4', '6'));
        assertThat(key("199*")).as("a digit is data, and so is the star where the type takes it").isEqualTo(EntryRound.Next.COMPLETE);
        assertThat(round.value()).isEqualTo("199*");
    }
}
