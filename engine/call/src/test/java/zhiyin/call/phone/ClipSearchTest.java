package zhiyin.call.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import zhiyin.rtp.AudioClip;

class ClipSearchTest {

    private static final AudioClip WELCOME = Clips.spoken("欢迎致电社会保险服务热线。");
    private static final AudioClip MENU = Clips.spoken("个人账户查询请按1，政策咨询请按2，投诉请按3。");
    private static final AudioClip GOODBYE = Clips.spoken("感谢您的来电，再见。");
    private static final AudioClip HEARD = Clips.overTheLine(Clips.join(AudioClip.silence(417), WELCOME, AudioClip.silence(120), MENU, AudioClip.silence(900)));

    @Test
    void findsWhatWasSaidAndWhere() {
        ClipSearch.Result result = ClipSearch.find(HEARD, List.of(WELCOME));
        assertThat(result.found()).isTrue();
        assertThat(result.score()).isGreaterThan(0.95);
        assertThat(result.atMs()).isBetween(417L, 480L);
        assertThat(ClipSearch.find(HEARD, List.of(MENU)).found()).isTrue();
    }

    @Test
    void isNotFooledByAnotherPromptOfTheSameVoice() {
        for (String other : List.of("感谢您的来电，再见。", "欢迎致电住房公积金服务热线。", "个人账户查询请按2，政策咨询请按1，投诉请按3。", "请输入您的身份证号码。", "您的余额为一百二十三元。")) {
            assertThat(ClipSearch.find(HEARD, List.of(Clips.spoken(other))).found()).as(other).isFalse();
        }
    }

    @Test
    void tellsOneDigitFromAnother() {
        AudioClip heard = Clips.overTheLine(Clips.join(AudioClip.silence(300), Clips.spoken("您的余额为一百二十三元。"), AudioClip.silence(300)));
        assertThat(ClipSearch.find(heard, List.of(Clips.spoken("您的余额为一百二十三元。"))).found()).isTrue();
        for (String other : List.of("您的余额为一百二十四元。", "您的余额为一百三十三元。", "您的余额为一百二十元。", "您的余额为七百二十三元。")) {
            assertThat(ClipSearch.find(heard, List.of(Clips.spoken(other))).found()).as(other).isFalse();
        }
    }

    @Test
    void clipsMayBeJoinedEarlierOrLaterThanExpected() {
        List<AudioClip> pieces = List.of(WELCOME, AudioClip.silence(120), MENU);
        for (int pause : new int[] {0, 60, 240}) {
            AudioClip heard = Clips.overTheLine(Clips.join(AudioClip.silence(200), WELCOME, AudioClip.silence(pause), MENU));
            assertThat(ClipSearch.find(heard, pieces).found()).as("%d ms between", pause).isTrue();
        }
    }

    @Test
    void aSlipOfTheJitterBufferIsFollowed() {
        for (int slip : new int[] {20, -20, -40}) {
            assertThat(ClipSearch.find(Clips.slipped(HEARD, 1537, slip), List.of(WELCOME)).found()).as("%d ms", slip).isTrue();
        }
    }

    @Test
    void aLostPacketIsForgiven() {
        short[] samples = HEARD.samples();
        java.util.Arrays.fill(samples, 1500 * 8, 1520 * 8, (short) 0);
        assertThat(ClipSearch.find(AudioClip.of(samples), List.of(WELCOME)).found()).isTrue();
    }

    /** A machine that stood still for a third of a second left that out, or was silent: not the whole sentence, but no other one. */
    @Test
    void whatIsLeftOfASentenceIsTold() {
        for (int slip : new int[] {340, -340}) {
            AudioClip broken = Clips.slipped(HEARD, 1400, slip);
            ClipSearch.Result result = ClipSearch.find(broken, List.of(WELCOME));
            assertThat(result.found()).as("%d ms", slip).isFalse();
            assertThat(result.share()).as("%d ms", slip).isBetween(0.7, 0.99);
            for (String other : List.of("感谢您的来电，再见。", "请输入您的身份证号码。", "您的余额为一百二十三元。")) {
                assertThat(ClipSearch.find(broken, List.of(Clips.spoken(other))).share()).as(other).isLessThan(0.6);
            }
        }
    }

    @Test
    void aPromptThatWasCutOffIsNotFound() {
        AudioClip cut = Clips.slipped(HEARD, 417 + (int) WELCOME.duration().toMillis() / 2, (int) WELCOME.duration().toMillis());
        assertThat(ClipSearch.find(cut, List.of(WELCOME)).found()).isFalse();
    }

    @Test
    void theWrongOrderIsNotFound() {
        assertThat(ClipSearch.find(HEARD, List.of(MENU, WELCOME)).found()).isFalse();
        assertThat(ClipSearch.find(HEARD, List.of(WELCOME, GOODBYE)).found()).isFalse();
    }

    @Test
    void silenceHoldsNothingAndCannotBeLookedFor() {
        assertThat(ClipSearch.find(AudioClip.silence(3000), List.of(WELCOME)).found()).isFalse();
        assertThat(ClipSearch.find(AudioClip.silence(0), List.of(WELCOME)).found()).isFalse();
        assertThatThrownBy(() -> ClipSearch.find(HEARD, List.of(AudioClip.silence(500)))).isInstanceOf(IllegalArgumentException.class);
    }
}
