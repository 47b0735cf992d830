package zhiyin.sip;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A leg's story as lines of text, in the order told. */
class Story implements LegListener {

    /** Whether a phone may pass the call on. */
    volatile boolean takesRefer = true;


    private final List<String> lines = new CopyOnWriteArrayList<>();
    volatile EndCause cause;
    volatile Sdp remote;
    volatile Consumer<Sdp> onReoffer = offer -> { };

    List<String> lines() {
        return lines;
    }

    Story await(String line) {
        return await(line, Duration.ofSeconds(20));
    }

    Story await(String line, Duration deadline) {
        try {
            Eventually.until(line, deadline, () -> lines.contains(line));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; the story: " + lines, e);
        }
        return this;
    }

    EndCause awaitEnd() {
        return awaitEnd(Duration.ofSeconds(20));
    }

    EndCause awaitEnd(Duration deadline) {
        try {
            Eventually.until("end", deadline, () -> cause != null);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; the story: " + lines, e);
        }
        return cause;
    }

    @Override
    public void progress(int code, Sdp earlyMedia) {
        lines.add("progress " + code + (earlyMedia == null ? "" : " with media"));
    }

    @Override
    public void answered(Sdp sdp) {
        remote = sdp;
        lines.add("answered");
    }

    @Override
    public void acked(Sdp answer) {
        remote = answer == null ? remote : answer;
        lines.add(answer == null ? "acked" : "acked with answer");
    }

    @Override
    public void reoffered(Sdp offer) {
        remote = offer;
        lines.add(offer == null ? "reoffered nothing" : "reoffered " + offer.direction());
        onReoffer.accept(offer);
    }

    @Override
    public void reofferAnswered(Sdp answer) {
        remote = answer;
        lines.add("reoffer answered " + answer.direction());
    }

    @Override
    public void reofferRejected(int code) {
        lines.add("reoffer rejected " + code);
    }

    @Override
    public void info(String contentType, String body) {
        lines.add("info " + contentType);
    }

    @Override
    public void key(char digit, int durationMs) {
        lines.add("key " + digit + " " + durationMs);
    }

    @Override
    public boolean takesRefer() {
        return takesRefer;
    }

    @Override
    public void referred(String target) {
        lines.add("referred " + target);
    }

    @Override
    public void referProgress(int code) {
        lines.add("refer progress " + code);
    }

    @Override
    public void ended(EndCause how) {
        lines.add("ended " + how.kind());
        cause = how;
    }
}
