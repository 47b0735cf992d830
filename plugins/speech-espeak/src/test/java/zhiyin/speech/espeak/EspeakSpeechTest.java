package zhiyin.speech.espeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import zhiyin.spi.speech.SpeechEngine;
import zhiyin.spi.speech.SpeechEngine.Speech;

/** Speaks with the espeak-ng of this machine; the build needs it (apt-get install espeak-ng). */
class EspeakSpeechTest {

    private static EspeakSpeech speech;

    @BeforeAll static void startEngine() {
        speech = new EspeakSpeech();
        assertThat(speech.speaks("zh")).as("espeak-ng with cmn-latn-pinyin must be installed: apt-get install espeak-ng").isTrue();
    }

    private static double seconds(Speech spoken) {
        return (double) spoken.samples().length / spoken.sampleRate();
    }

    private static int loudest(Speech spoken) {
        int loudest = 0;
        for (short sample : spoken.samples()) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        return loudest;
    }

    @Test void speechYamlNamesTheEngine() throws Exception {
        String name = new Yaml().<java.util.Map<String, String>>load(EspeakSpeech.class.getResourceAsStream("/speech.yaml")).get("class");
        assertThat(Class.forName(name).getConstructor().newInstance()).isInstanceOf(SpeechEngine.class);
    }

    @Test void speaksChineseAndEnglishAndNothingElse() {
        assertThat(speech.speaks("en")).isTrue();
        assertThat(speech.speaks("fr")).isFalse();
    }

    @Test void tenCharactersAreAudibleAndLastTwoToFiveSeconds() throws IOException {
        Speech spoken = speech.speak("您的养老保险已缴清", "zh");
        assertThat(seconds(spoken)).isBetween(2.0, 5.0);
        assertThat(loudest(spoken)).isGreaterThan(2000);
        assertThat(spoken.sampleRate()).isEqualTo(22050);
        assertThat(seconds(speech.speak("Your pension has been paid in full.", "en"))).isBetween(1.0, 5.0);
    }

    @Test void pausesAtPunctuation() throws IOException {
        assertThat(seconds(speech.speak("养老，医疗，工伤", "zh"))).isGreaterThan(seconds(speech.speak("养老医疗工伤", "zh")) + 0.2);
    }

    @Test void latinLettersInChineseAreSpelledOut() throws IOException {
        double without = seconds(speech.speak("请拨打电话", "zh"));
        assertThat(seconds(speech.speak("请拨打SIP电话", "zh"))).isGreaterThan(without + 0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "--version", "-w /tmp/x.wav", "<a>&", "</prosody></speak><audio src=\"/etc/passwd\"/>", "[[h@l]]", "$(id)", "余额<b>", "\u0000\u0007您好",
        "😀您好", "\n\n你好\n"})
    void aTextThatLooksLikeAnOptionOrMarkupIsSpokenAsWords(String text) throws IOException {
        for (String language : List.of("zh", "en")) {
            assertThat(speech.speak(text, language).sampleRate()).isEqualTo(22050);
        }
        assertThat(Path.of("/tmp/x.wav")).doesNotExist();
    }

    @ParameterizedTest @ValueSource(strings = {"", "   ", "。。。", "😀", "<>&", "\u0000"})
    void whatHasNothingToSayIsSilentAndStartsNoProcess(String text) throws IOException {
        EspeakSpeech without = new EspeakSpeech(new Espeak("/nonexistent/espeak-ng", Duration.ofSeconds(1)), Lexicon.shipped());
        assertThat(without.speak(text, "zh").samples()).isEmpty();
    }

    @Test void fourAtOnceSayTheSameAsOneAfterTheOther() throws Exception {
        List<String> texts = List.of("养老保险请按一", "医疗保险请按二", "人工服务请按零", "感谢您的来电");
        ExecutorService four = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Speech>> tasks = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                String text = texts.get(i % 4);
                tasks.add(() -> speech.speak(text, "zh"));
            }
            List<Future<Speech>> spoken = four.invokeAll(tasks);
            for (int i = 0; i < 24; i++) {
                assertThat(spoken.get(i).get().samples()).isEqualTo(speech.speak(texts.get(i % 4), "zh").samples());
            }
        } finally {
            four.shutdownNow();
        }
    }

    @Test void withoutTheProgramItSpeaksNothingAndSaysWhatToDo() {
        EspeakSpeech missing = new EspeakSpeech(new Espeak("/nonexistent/espeak-ng", Duration.ofSeconds(1)), Lexicon.shipped());
        assertThat(missing.speaks("zh")).isFalse();
        assertThat(missing.speaks("en")).isFalse();
        assertThat(missing.id()).startsWith("espeak-ng missing");
        assertThatThrownBy(() -> missing.speak("你好", "zh")).isInstanceOf(IOException.class);
    }

    @Test void aVoiceThatReadsPinyinAsEnglishFailsTheCheck(@TempDir Path folder) throws IOException {
        assertThat(new EspeakSpeech(new Espeak(script(folder, "echo \"(en)nI55(cmn)\""), Duration.ofSeconds(5)), Lexicon.shipped()).speaks("zh")).isFalse();
    }

    @Test void aProcessThatHangsIsEnded(@TempDir Path folder) throws IOException {
        Espeak hanging = new Espeak(script(folder, "exec sleep 600"), Duration.ofMillis(300));
        assertThatThrownBy(() -> hanging.wave("en-us", "<speak>hello</speak>")).isInstanceOf(IOException.class).hasMessageContaining("did not answer");
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test void aProgramThatFailsOrTalksNonsenseIsAnIoException(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> new Espeak(script(folder, "exit 3"), Duration.ofSeconds(5)).wave("en-us", "x")).hasMessageContaining("code 3");
        Espeak nonsense = new Espeak(script(folder, "seq 100"), Duration.ofSeconds(5));
        assertThatThrownBy(() -> new EspeakSpeech(nonsense, Lexicon.shipped()).speak("你好", "zh")).hasMessageContaining("16-bit mono WAV");
    }

    private static String script(Path folder, String line) throws IOException {
        Path script = Files.createTempFile(folder, "espeak", ".sh");
        Files.writeString(script, "#!/bin/sh\n" + line + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script.toString();
    }

    @Test void itsIdChangesWithTheLexicon(@TempDir Path folder) throws IOException {
        Path own = Files.writeString(folder.resolve("lexicon.txt"), "行	xing2\n");
        EspeakSpeech other = new EspeakSpeech(new Espeak("espeak-ng", Duration.ofSeconds(10)), Lexicon.shipped().and(own));
        assertThat(speech.id()).matches("espeak-ng 1\\.\\d+.*, cmn-latn-pinyin\\+f2, en-us\\+f2, .*lexicon [0-9a-f]{8}").isNotEqualTo(other.id());
        assertThat(new EspeakSpeech().id()).isEqualTo(speech.id());
    }

    @Test void speaksInAClassLoaderThatSeesTheSpiAndTheLoggerOnly() throws Exception {
        URL[] own = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(p -> p.endsWith("classes") || p.contains("hanlp")).map(EspeakSpeechTest::url).toArray(URL[]::new);
        ClassLoader engine = new ClassLoader(ClassLoader.getPlatformClassLoader()) {
            @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (name.startsWith("zhiyin.spi.") || name.startsWith("org.slf4j.")) {
                    return EspeakSpeechTest.class.getClassLoader().loadClass(name);
                }
                throw new ClassNotFoundException(name);
            }
        };
        try (URLClassLoader plugin = new URLClassLoader(own, engine)) {
            SpeechEngine isolated = (SpeechEngine) plugin.loadClass(EspeakSpeech.class.getName()).getConstructor().newInstance();
            assertThat(isolated.getClass()).isNotEqualTo(EspeakSpeech.class);
            assertThat(isolated.speak("您好，银行", "zh").samples()).isEqualTo(speech.speak("您好，银行", "zh").samples());
        }
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
