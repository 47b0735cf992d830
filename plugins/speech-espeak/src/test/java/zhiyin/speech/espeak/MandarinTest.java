package zhiyin.speech.espeak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MandarinTest {

    private static final Mandarin MANDARIN = new Mandarin(Lexicon.shipped());

    @ParameterizedTest
    @CsvSource({"银行,yin2 hang2", "重庆,chong2 qing4", "还款,huan2 kuan3", "音乐,yin1 yue4", "会计,kuai4 ji4", "长沙,chang2 sha1", "朝阳区,chao2 yang2 qu1",
        "供给,gong1 ji3", "单县,shan4 xian4", "一月,yi1 yue4", "行长,hang2 zhang3", "银行行长,yin2 hang2 hang2 zhang3", "银行长期,yin2 hang2 chang2 qi1",
        "重听,chong2 ting1", "女士,nü3 shi4", "费率,fei4 lü4", "单女士,shan4 nü3 shi4"})
    void readsCharactersOfSeveralReadingsByTheirWord(String word, String pinyin) {
        assertThat(MANDARIN.pinyin(word)).isEqualTo(pinyin);
    }

    @Test void keepsStopsAsPauses() {
        assertThat(MANDARIN.pinyin("您好，请按一。再见！")).isEqualTo("nin2 hao3, qing3 an4 yi1. zai4 jian4.");
        assertThat(MANDARIN.pinyin("，。您好。。！")).isEqualTo("nin2 hao3.");
    }

    @Test void sendsNoDigitButTheTones() {
        assertThat(MANDARIN.pinyin("请按1")).isEqualTo("qing3 an4 yi1");
        assertThat(MANDARIN.pinyin("-５0.2")).isEqualTo("wu3 ling2 dian3 er4");
    }

    @Test void sendsNothingButSyllablesAndStops() {
        assertThat(MANDARIN.ssml("余额<b>&\"'[[x]]\u0007😀元")).isEqualTo("<speak><prosody range=\"x-high\">yu2 e2 yuan2</prosody></speak>");
        assertThat(MANDARIN.ssml("<>&。")).isNull();
    }

    @Test void everySyllableOfHanlpIsReadAsMandarin() throws Exception {
        StringBuilder all = new StringBuilder();
        for (com.hankcs.hanlp.dictionary.py.Pinyin pinyin : com.hankcs.hanlp.dictionary.py.Pinyin.values()) {
            if (pinyin != com.hankcs.hanlp.dictionary.py.Pinyin.none5) {
                all.append(pinyin.toString().replace('v', 'ü')).append(". ");
            }
        }
        String phonemes = new Espeak("espeak-ng", java.time.Duration.ofSeconds(30)).phonemes("cmn-latn-pinyin+f2", "<speak>" + all + "</speak>");
        assertThat(phonemes).isNotBlank().doesNotContain("(en)");
    }

    @Test void anOperatorsFileWinsOverTheShippedLexicon(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("lexicon.txt"), "# ours\n银行\tyin2 xing2\n绿\tlv4\n坏\nbroken\thang2\n");
        Mandarin ours = new Mandarin(Lexicon.shipped().and(file));
        assertThat(ours.pinyin("银行绿")).isEqualTo("yin2 xing2 lü4");
        assertThat(ours.pinyin("朝阳区")).isEqualTo("chao2 yang2 qu1");
        assertThat(Lexicon.shipped().and(folder.resolve("none.txt")).hash()).isEqualTo(Lexicon.shipped().hash());
    }

    @Test void everyShippedLineIsUsed() throws Exception {
        long lines = new String(Lexicon.class.getResourceAsStream("/lexicon.txt").readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .lines().filter(l -> !l.startsWith("#") && !l.isBlank()).count();
        assertThat(Lexicon.shipped().words()).hasSize((int) lines);
    }

    @Test void englishSpellsCapitalsAndDigits() {
        assertThat(English.ssml("Press 1 for SIP, or X.")).isEqualTo("<speak>Press one for <say-as interpret-as=\"characters\">SIP</say-as>, or "
                + "<say-as interpret-as=\"characters\">X</say-as>.</speak>");
        assertThat(English.ssml("A&B <i>[[h@l]]")).doesNotContain("[", "&", "<i>");
        assertThat(English.ssml("...")).isNull();
    }
}
