package zhiyin.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhiyin.call.phone.Caller;
import zhiyin.call.phone.ClipSearch;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.rtp.AudioClip;
import zhiyin.spi.simulate.KeyScript;

/**
 * {@code call NUMBER}: a real call over SIP and RTP, and what the wire showed of it. Exit 1 not answered, 2 no audio, 3 ended by the
 * other side before the keys were sent (or no prompt came to key at), 4 expectation missed.
 */
final class CallCommand implements Command {

    static final Set<String> VALUED = Set.of("keys", "from", "host", "out", "hangup-after", "expect", "language");
    static final Set<String> FLAGS = Set.of("path", "in-band");

    private static final int NOT_ANSWERED = 1;
    private static final int NO_AUDIO = 2;
    private static final int KEYS_NOT_SENT = 3;
    private static final int NOT_HEARD = 4;
    private static final Duration RINGING = Duration.ofSeconds(60);
    /** For each prompt, to begin or to end: a business system may be slow, an announcement long. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Terminal terminal;
    private final Surroundings surroundings;
    private final EngineClient engine;

    CallCommand(Terminal terminal, Surroundings surroundings, EngineClient engine) {
        this.terminal = terminal;
        this.surroundings = surroundings;
        this.engine = engine;
    }

    @Override public int run(Arguments arguments) throws IOException, InterruptedException {
        String number = arguments.only("用法：./zhiyin call 号码 [--keys 4,w2,123#] [--from 主叫] [--host 主机[:端口]] [--out 文件] [--hangup-after 秒] [--expect 文字] [--path]",
                "Usage: ./zhiyin call NUMBER [--keys 4,w2,123#] [--from CALLER] [--host HOST[:PORT]] [--out FILE] [--hangup-after S] [--expect TEXT] [--path]");
        KeyScript script = script(arguments);
        Duration hangUpAfter = arguments.value("hangup-after").map(CallCommand::seconds).orElse(null);
        Map<String, List<AudioClip>> expected = expected(arguments);
        try (Phone phone = phone(arguments); PhoneCall call = phone.dial(number, arguments.value("from").orElse("13800138000"), RINGING)) {
            call.inBand(arguments.flag("in-band"));
            int code = call.awaitAnswer(RINGING.plusSeconds(5)) ? talk(call, script, hangUpAfter) : NOT_ANSWERED;
            new CallReport(terminal, call).print();
            if (arguments.value("out").isPresent() && call.isAnswered()) {
                write(call, arguments.value("out").get());
            }
            boolean heard = code == NOT_ANSWERED || heard(call, expected);
            if (arguments.flag("path")) {
                new CallPath(terminal, engine).print(call.sipCallId());
            }
            return code == 0 && !heard ? NOT_HEARD : code;
        }
    }

    private static KeyScript script(Arguments arguments) {
        try {
            return KeyScript.parse(arguments.value("keys").orElse(""));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--keys 看不懂：" + e.getMessage(), e.getMessage());
        }
    }

    private static Duration seconds(String text) {
        try {
            return Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw CommandException.usage("--hangup-after 需要秒数，例如 5。", "--hangup-after needs a number of seconds, such as 5.");
        }
    }

    private Phone phone(Arguments arguments) {
        String[] host = arguments.value("host").orElse("127.0.0.1").split(":", 2);
        try {
            return Phone.to(host[0], host.length > 1 ? Integer.parseInt(host[1]) : surroundings.sip());
        } catch (NumberFormatException e) {
            throw CommandException.usage("--host 应写成 主机 或 主机:端口，例如 192.0.2.7:5060。", "--host is HOST or HOST:PORT, such as 192.0.2.7:5060.");
        } catch (UncheckedIOException e) {
            throw new CommandException(NOT_ANSWERED, "到不了 " + String.join(":", host) + "：" + e.getMessage(), String.join(":", host) + " cannot be reached: " + e.getMessage());
        }
    }

    /** Fetched before the call, so that what cannot be spoken is told at once, and no call waits for it. */
    private Map<String, List<AudioClip>> expected(Arguments arguments) throws IOException, InterruptedException {
        Map<String, List<AudioClip>> expected = new LinkedHashMap<>();
        for (String text : arguments.all("expect")) {
            expected.put(text, new SpokenText(engine).clips(text, arguments.value("language").orElse("zh")));
        }
        return expected;
    }

    private int talk(PhoneCall call, KeyScript script, Duration hangUpAfter) {
        terminal.say("%d 毫秒后接通，编码 %s。", "Answered after %d ms, codec %s.", call.answeredAfter().toMillis(), call.codec());
        Caller.Result result = new Caller(call, PATIENCE).follow(script);
        if (result == Caller.Result.DONE) {
            listen(call, hangUpAfter);
        }
        call.hangUp();
        if (!call.ear().heardAnything()) {
            terminal.say("没有听到任何声音。", "No audio was heard.");
            return NO_AUDIO;
        }
        if (result == Caller.Result.NO_PROMPT) {
            terminal.say("等了 %d 秒也没有等到可以按键的提示。", "No prompt to key at came, or none ended, within %d s.", PATIENCE.toSeconds());
        }
        return result == Caller.Result.DONE ? 0 : KEYS_NOT_SENT;
    }

    private static void listen(PhoneCall call, Duration hangUpAfter) {
        if (hangUpAfter != null) {
            call.ear().pause(hangUpAfter);
        } else {
            call.ear().awaitSilence(SILENCE, LONGEST);
        }
    }

    private void write(PhoneCall call, String name) throws IOException {
        Path file = surroundings.started().resolve(name);
        call.write(file);
        terminal.say("听到的声音：%s（%.1f 秒）", "What was heard: %s (%.1f s)", file, call.ear().audio().duration().toMillis() / 1000.0);
    }

    private boolean heard(PhoneCall call, Map<String, List<AudioClip>> expected) {
        List<Boolean> found = new ArrayList<>();
        expected.forEach((text, clips) -> {
            ClipSearch.Result result = ClipSearch.find(call.ear().audio(), clips);
            if (result.found()) {
                terminal.say("听到了“%s”，始于录音第 %.1f 秒，相似度 %.2f。", "Heard \"%s\", %.1f s into the audio, likeness %.2f.", text, result.atMs() / 1000.0, result.score());
            } else {
                terminal.say("没有听到“%s”，相似度最高 %.2f。", "Did not hear \"%s\"; nearest likeness %.2f.", text, result.score());
            }
            found.add(result.found());
        });
        return !found.contains(false);
    }
}
