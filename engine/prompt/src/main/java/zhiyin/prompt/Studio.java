package zhiyin.prompt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import zhiyin.spi.speech.SpeechEngine;

/**
 * Makes a folder of recordings from texts with a speech engine, so that a hotline speaks where no engine can be installed. A
 * studio's recordings take their place file by file.
 */
public final class Studio {

    private static final AudioFormat PCM = new AudioFormat(Pcm.RATE, 16, 1, true, false);
    private static final AudioFormat A_LAW = new AudioFormat(AudioFormat.Encoding.ALAW, Pcm.RATE, 8, 1, 1, Pcm.RATE, false);

    private final SpeechEngine engine;

    public Studio(SpeechEngine engine) {
        this.engine = engine;
    }

    /** The words that numbers, dates and amounts are made of. */
    public static List<String> words(String language) {
        return "en".equals(language)
                ? List.of(("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty"
                        + " forty fifty sixty seventy eighty ninety hundred thousand million billion point minus yuan fen and percent").split(" "))
                : List.of(("零 一 二 两 三 四 五 六 七 八 九 幺 十 百 千 万 亿 点 元 角 分 整 年 月 日 时 秒 负 百分之 叉 小时 分钟 天 上午 下午 晚上 凌晨").split(" "));
    }

    /** Writes what the folder does not hold yet, and an index of exactly these texts. @return how many were spoken */
    public int record(Path folder, Map<String, List<String>> textsByLanguage) throws IOException {
        Files.createDirectories(folder);
        Map<String, String> index = new LinkedHashMap<>();
        int spoken = 0;
        for (Map.Entry<String, List<String>> language : textsByLanguage.entrySet()) {
            for (String text : language.getValue()) {
                String file = language.getKey() + "-" + hash(text) + ".wav";
                index.putIfAbsent(file, language.getKey() + "\t" + file + "\t" + text.strip());
                if (Files.notExists(folder.resolve(file))) {
                    write(folder.resolve(file), engine.speak(text, language.getKey()));
                    spoken++;
                }
            }
        }
        Files.write(folder.resolve(Phrases.INDEX), new ArrayList<>(index.values()));
        return spoken;
    }

    private static void write(Path file, SpeechEngine.Speech speech) throws IOException {
        short[] samples = Pcm.levelled(Pcm.resampled(speech.samples(), speech.sampleRate()));
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(forALaw(samples));
        AudioInputStream pcm = new AudioInputStream(new ByteArrayInputStream(bytes.array()), PCM, samples.length);
        AudioSystem.write(AudioSystem.getAudioInputStream(A_LAW, pcm), AudioFileFormat.Type.WAVE, file.toFile());
    }

    /** Without the three bits that A-law drops: of -1 to -7 the JDK's encoder makes -248, and every quiet passage crackles. */
    private static short[] forALaw(short[] samples) {
        short[] coarse = new short[samples.length];
        for (int i = 0; i < coarse.length; i++) {
            coarse[i] = (short) (samples[i] & ~7);
        }
        return coarse;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Phrases.key(text).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 5);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
