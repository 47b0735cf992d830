package zhiyin.app.callback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.ApplicationContext;
import zhiyin.app.cases.RunningHotline;
import zhiyin.call.phone.Phone;
import zhiyin.call.phone.PhoneCall;
import zhiyin.call.phone.Ringing;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.WavFile;

/** Every citizen's phone behind one trunk: numbers that begin with 139 are dialed with a 0 before them and ring here. */
public final class CitizensPhone implements AutoCloseable {

    /** What becomes of a call that arrives. */
    private enum Habit { RING, BUSY, DECLINE, UNKNOWN }

    private final List<Ringing> rung = new CopyOnWriteArrayList<>();
    private final Phone phone = Phone.taking(this::rings);
    private volatile Habit habit = Habit.RING;

    private void rings(Ringing call) {
        rung.add(call);
        switch (habit) {
            case RING -> call.ring();
            case BUSY -> call.reject(486, "Busy Here");
            case DECLINE -> call.reject(603, "Decline");
            case UNKNOWN -> call.reject(404, "Not Found");
        }
    }

    /** Lays down the trunk that leads here, and rules under which anybody may be called now. @param more lines that stand for those of the same name */
    public void surroundings(Path data, String more) throws IOException {
        Files.writeString(data.resolve("trunks.yaml"), "trunks:\n  - {id: citizens, host: 127.0.0.1, port: " + phone.port() + ", prefixes: [\"0139\"]}\n");
        rules(data, more);
    }

    /** The same for an application that runs: they hold at once. */
    public static void rules(ApplicationContext app, Path data, String more) throws IOException {
        rules(data, more);
        app.getBean(CallbackRules.class).refresh();
    }

    public static void rules(Path data, String more) throws IOException {
        String rules = """
                enabled: true
                hours: {from: "00:00", to: "24:00"}
                dailyCeiling: 100
                atOnce: 5
                ring: 3
                answeringMachine: ignore
                retry:
                  busy: {times: 1, minutes: 0}
                  noAnswer: {times: 1, minutes: 0}
                  answeringMachine: {times: 1, minutes: 0}
                dial: [{starts: "139", length: 11, add: "0"}]
                """;
        for (String line : more.lines().toList()) {
            rules = rules.replaceFirst("(?m)^" + line.substring(0, line.indexOf(':')) + ": .*$", line);
        }
        Path file = data.resolve("callbacks.yaml");
        long before = Files.exists(file) ? Files.getLastModifiedTime(file).toMillis() : 0;
        do {
            Files.writeString(file, rules);
        } while (Files.getLastModifiedTime(file).toMillis() == before);
    }

    public void rings() {
        habit = Habit.RING;
    }

    public void isBusy() {
        habit = Habit.BUSY;
    }

    void declines() {
        habit = Habit.DECLINE;
    }

    void isUnknown() {
        habit = Habit.UNKNOWN;
    }

    /** How often that number has been dialed. */
    public long times(String number) {
        return rung.stream().filter(call -> call.dialed().equals("0" + number)).count();
    }

    /** The call that rings at that number, once it does. */
    public Ringing awaitRinging(String number) {
        RunningHotline.await(() -> ringing(number) != null);
        return ringing(number);
    }

    private Ringing ringing(String number) {
        return rung.stream().filter(call -> call.dialed().equals("0" + number) && !call.isGone()).findFirst().orElse(null);
    }

    /** Picks up at that number. */
    public PhoneCall answer(String number) {
        return awaitRinging(number).answer();
    }

    /** What somebody, or something, says who answers: {@code person-zh}, {@code machine-zh} ... */
    public static AudioClip greeting(String name) {
        try {
            return WavFile.read(Path.of("../rtp/src/test/resources/answers/" + name + ".wav"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override public void close() {
        phone.close();
    }
}
