package zhiyin.app.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiyin.app.flows.FlowFolder;
import zhiyin.app.plugin.Plugins;
import zhiyin.prompt.Phrases;
import zhiyin.prompt.Voice;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.WavFile;
import zhiyin.spi.dialogue.Prompt;

/**
 * TTS-01, TTS-04: prompts as they are rendered, out of the shipped recordings, recorded words, and the real speech engine where neither has
 * them. Speech at -20 dBFS give or take 2, nothing clipped, and where two pieces join 30 to 120 ms of quiet without a click.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatCallersHearTest {

    private static final Map<String, Object> VALUES = Map.of("balance", new BigDecimal("86543.21"), "idNumber", "37010319880712451X", "born", LocalDate.of(1988, 7, 12),
            "opens", LocalTime.of(8, 30), "mobile", "13900001234", "months", 312L, "name", "欧阳");

    private static final int SENTENCE = AudioClip.SAMPLE_RATE;

    private Plugins plugins;
    private Voice voice;
    private Path recordings;

    @BeforeAll void start(@TempDir Path folder) throws IOException {
        plugins = new Plugins(RunningHotline.ROOT.resolve("plugins"));
        recordings = Files.createDirectory(folder.resolve("prompts"));
        record("我们的录音大声而缓慢。", 0.9, 400);
        record("我们的录音小声。", 0.01, 0);
        Path flows = RunningHotline.ROOT.resolve("flows");
        List<Path> folders = new ArrayList<>(List.of(flows.resolve("common/prompts"), recordings));
        FlowFolder.below(flows).forEach(f -> folders.add(f.resolve("prompts")));
        voice = new Voice(new Phrases(folders), plugins.speechEngines(), folder.resolve("cache"));
    }

    @AfterAll void stop() throws IOException {
        voice.close();
        plugins.close();
    }

    /** An operator's own recording, spoken by the engine: the loudest sample at that share of full scale, and a room's noise around it. */
    private void record(String text, double peak, int quietMs) throws IOException {
        short[] spoken = plugins.speechEngines().get(0).speak(text, "zh").samples();
        int loudest = IntStream.range(0, spoken.length).map(i -> Math.abs(spoken[i])).max().orElseThrow();
        int quiet = quietMs * AudioClip.SAMPLES_PER_MS;
        short[] samples = new short[spoken.length + 2 * quiet];
        for (int i = 0; i < samples.length; i++) {
            int voice = i < quiet || i >= quiet + spoken.length ? 0 : spoken[i - quiet];
            samples[i] = (short) (voice * peak * 32767 / loudest + i % 7 * peak * 10);
        }
        String file = "own-" + quietMs + ".wav";
        WavFile.write(recordings.resolve(file), AudioClip.around(samples));
        Files.writeString(recordings.resolve("phrases.tsv"), "zh\t" + file + "\t" + text + "\n", java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
    }

    @ParameterizedTest @ValueSource(strings = {
        "您的养老保险个人账户余额为${money(balance)}，医疗保险个人账户余额为${money(balance)}，累计缴费${number(months)}个月。",
        "您输入的身份证号码是${id(idNumber)}，出生日期是${date(born)}。",
        "我们${time(opens)}上班，请留下电话，例如${phone(mobile)}。谢谢！",
        "您好，${name}先生；您的编号是${digits(mobile)}。这是一句没有录音的话。",
        "我们的录音大声而缓慢。我们的录音小声。请按${digits(months)}。我们的录音大声而缓慢。"})
    void chinese(String text) throws Exception {
        soundsRight(text, "zh");
    }

    @ParameterizedTest @ValueSource(strings = {
        "The balance of your pension account is ${money(balance)}. You have paid for ${number(months)} months.",
        "You were born on ${date(born)}. Your number is ${id(idNumber)}, and your telephone ${phone(mobile)}; we open at ${time(opens)}."})
    void english(String text) throws Exception {
        soundsRight(text, "en");
    }

    private void soundsRight(String text, String language) throws Exception {
        List<short[]> clips = voice.speech(new Prompt(Map.of(language, text), VALUES), language).toCompletableFuture().get().clips();
        HeardSpeech heard = new HeardSpeech(joined(clips));
        assertThat(heard.clipped()).as("clipped samples").isZero();
        assertThat(heard.joins(0, clips)).hasSizeGreaterThan(2).allSatisfy(join -> {
            assertThat(join.gapMs()).as("ms of quiet at a join").isBetween(30.0, 120.0);
            assertThat(join.step()).as("step at a join").isLessThan(0.03);
        });
        assertThat(heard.level()).as("dBFS of all of it").isBetween(-22.0, -18.0);
        assertThat(clips.stream().filter(clip -> clip.length > SENTENCE).map(clip -> new HeardSpeech(clip).level())).as("dBFS of each sentence")
                .allSatisfy(level -> assertThat(level).isBetween(-22.0, -18.0));
    }

    /** fusionpbx/fusionpbx#1134, #1359, #1957: an operator's own recording is what is heard, alone, behind another and in a text with values. */
    @Test void anOperatorsRecordingIsHeardWhereverItsTextStands() throws Exception {
        short[] own = voice.speech(prompt("我们的录音小声。"), "zh").toCompletableFuture().get().clips().get(0);
        assertThat(own).isNotEmpty();
        for (String text : List.of("我们的录音小声", "您好，${name}先生。我们的录音小声。", "我们的录音大声而缓慢。我们的录音小声。")) {
            assertThat(voice.speech(prompt(text), "zh").toCompletableFuture().get().clips()).as(text).contains(own);
        }
    }

    /** fusionpbx/fusionpbx-docs PR #170: a text that was changed is never heard in its old recording. */
    @Test void aChangedTextIsNotHeardInItsOldRecording() throws Exception {
        short[] own = voice.speech(prompt("我们的录音小声。"), "zh").toCompletableFuture().get().clips().get(0);
        assertThat(voice.unrecorded(prompt("我们的录音小声。"), "zh")).isEmpty();
        assertThat(voice.unrecorded(prompt("我们的录音很小声。"), "zh")).containsExactly("我们的录音很小声。");
        assertThat(voice.speech(prompt("我们的录音很小声。"), "zh").toCompletableFuture().get().clips()).isNotEmpty().doesNotContain(own);
    }

    private static Prompt prompt(String zh) {
        return new Prompt(Map.of("zh", zh), VALUES);
    }

    private static short[] joined(List<short[]> clips) {
        short[] all = new short[clips.stream().mapToInt(clip -> clip.length).sum()];
        int at = 0;
        for (short[] clip : clips) {
            System.arraycopy(clip, 0, all, at, clip.length);
            at += clip.length;
        }
        return all;
    }
}
