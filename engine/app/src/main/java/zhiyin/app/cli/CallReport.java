package zhiyin.app.cli;

import java.util.Map;
import java.util.TreeMap;
import zhiyin.call.phone.HeardPrompt;
import zhiyin.call.phone.PhoneCall;
import zhiyin.call.phone.SentKey;
import zhiyin.sip.EndCause;

/** What the wire showed of a call, in order of time. */
final class CallReport {

    private final Terminal terminal;
    private final PhoneCall call;

    CallReport(Terminal terminal, PhoneCall call) {
        this.terminal = terminal;
        this.call = call;
    }

    void print() {
        if (!call.isAnswered()) {
            notAnswered();
            return;
        }
        Map<Long, String> lines = new TreeMap<>();
        int number = 0;
        for (HeardPrompt prompt : call.prompts()) {
            line(lines, prompt.startMs(), said(++number, prompt));
        }
        for (SentKey key : call.keys()) {
            line(lines, key.atMs(), pressed(key));
        }
        lines.values().forEach(terminal::print);
        ended();
    }

    /** Two things of the same millisecond keep their order. */
    private static void line(Map<Long, String> lines, long atMs, String text) {
        long place = atMs * 1000;
        while (lines.containsKey(place)) {
            place++;
        }
        lines.put(place, "%8.2f s  %s".formatted(atMs / 1000.0, text));
    }

    private String said(int number, HeardPrompt prompt) {
        return terminal.of("提示 %d：长 %.2f 秒，%.0f dBFS", "prompt %d: %.2f s long, %.0f dBFS").formatted(number, prompt.lengthMs() / 1000.0, prompt.level());
    }

    private String pressed(SentKey key) {
        String pressed = terminal.of("按键 %s", "key %s").formatted(key.key());
        return key.stoppedMs() < 0 ? pressed : pressed + terminal.of("，提示在 %d 毫秒后停止", ", the prompt stopped after %d ms").formatted(key.stoppedMs());
    }

    private void notAnswered() {
        EndCause end = call.end();
        if (end == null) {
            terminal.say("没有接通：对方没有任何应答。", "Not answered: the other side said nothing at all.");
        } else {
            terminal.say("没有接通：%s，SIP %d %s。", "Not answered: %s, SIP %d %s.", end.kind(), end.code(), end.reason() == null ? "" : end.reason());
            if (end.code() == 404) {
                terminal.say("没有已发布的流程接听这个号码。号码写在 flow.yaml 的 numbers 中。", "No published flow answers this number. Numbers are in flow.yaml, under numbers.");
            }
        }
    }

    private void ended() {
        EndCause end = call.end();
        if (end == null) {
            terminal.say("没有等到通话结束的确认。", "The end of the call was not confirmed.");
        } else if (end.kind() == EndCause.Kind.LOCAL_BYE) {
            terminal.say("我方挂断。", "We hung up.");
        } else if (end.kind() == EndCause.Kind.REMOTE_BYE) {
            terminal.say("对方挂断（BYE）。", "The other side hung up (BYE).");
        } else {
            terminal.say("通话中断：%s，SIP %d %s。", "The call broke: %s, SIP %d %s.", end.kind(), end.code(), end.reason() == null ? "" : end.reason());
        }
    }
}
