package zhiyin.app.phones;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Units;
import zhiyin.app.telephony.Telephony;

/** What a running hotline wrote down of calls. */
record CallLog(ApplicationContext hotline, Path data) {

    /** The last call of that caller. */
    CallReports.Call of(String caller) {
        return hotline.getBean(CallReports.class).calls(null, Units.ALL, null, 200).stream().filter(c -> c.caller().equals(caller)).findFirst().orElseThrow();
    }

    /** The same, once it is over. */
    CallReports.Call ended(String caller) {
        RunningHotline.await(() -> of(caller).endedAt() != null && hotline.getBean(Telephony.class).calls().active() == 0);
        return of(caller);
    }

    /** As {@code element>outcome}. */
    List<String> path(CallReports.Call call) {
        return hotline.getBean(CallReports.class).path(call.callId()).stream().map(s -> s.element() + ">" + s.outcome()).toList();
    }

    void awaitPath(CallReports.Call call, String last) {
        RunningHotline.await(() -> path(call).contains(last));
    }

    /** The line of the call log, field by name. */
    Map<String, String> line(CallReports.Call call) throws IOException {
        Path log = data.resolve("logs/call-" + call.date() + ".txt");
        String number = "%08d".formatted(call.assn());
        RunningHotline.await(() -> Files.exists(log) && Files.readString(log).contains("\t" + number + "\t"));
        List<String> lines = Files.readAllLines(log);
        String[] names = lines.get(0).split("\t", -1);
        String[] fields = lines.stream().filter(l -> l.contains("\t" + number + "\t")).findFirst().orElseThrow().split("\t", -1);
        return Stream.iterate(0, i -> i + 1).limit(names.length).collect(Collectors.toMap(i -> names[i], i -> fields[i]));
    }

    static String time(OffsetDateTime at) {
        return DateTimeFormatter.ofPattern("HH:mm:ss").format(at);
    }
}
