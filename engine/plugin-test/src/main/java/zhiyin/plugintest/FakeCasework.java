package zhiyin.plugintest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import zhiyin.spi.dialogue.Prompt;
import zhiyin.spi.form.TimeLimit;
import zhiyin.spi.port.Casework;

/** Keeps what a step does with its case, as {@code FakeCall.port(Casework.class, casework)}. */
public final class FakeCasework implements Casework {

    /** @param what the method; @param with its arguments behind the run */
    public record Deed(String what, Run run, List<Object> with) { }

    private final List<Deed> deeds = new ArrayList<>();

    /** In the order in which they were done. */
    public List<Deed> deeds() {
        return Collections.unmodifiableList(deeds);
    }

    @Override public void assign(Run run, Addressee to, String undecided) {
        deeds.add(new Deed("assign", run, List.of(to, undecided)));
    }

    @Override public void extend(Run run, TimeLimit by) {
        deeds.add(new Deed("extend", run, List.of(by)));
    }

    @Override public void close(Run run, String result) {
        deeds.add(new Deed("close", run, List.of(result)));
    }

    @Override public void voidAtEnd(Run run, String reason) {
        deeds.add(new Deed("voidAtEnd", run, List.of(reason)));
    }

    @Override public void notify(Run run, Addressee to, Prompt text) {
        deeds.add(new Deed("notify", run, List.of(to, text)));
    }
}
