package zhiyin.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code publish FLOW}: makes a folder's flow answer new calls. Exit 1 if the check refuses it. */
final class PublishCommand implements Command {

    private static final Pattern ID = Pattern.compile("(?m)^id:\\s*[\"']?([^\\s\"'#]+)");

    private final Terminal terminal;
    private final Surroundings surroundings;
    private final EngineClient engine;

    PublishCommand(Terminal terminal, Surroundings surroundings, EngineClient engine) {
        this.terminal = terminal;
        this.surroundings = surroundings;
        this.engine = engine;
    }

    @Override public int run(Arguments arguments) throws IOException, InterruptedException {
        String name = arguments.only("用法：./zhiyin publish 流程名或目录", "Usage: ./zhiyin publish FLOW-OR-FOLDER");
        Path shipped = surroundings.home().resolve("flows").resolve(name);
        Path meant = Files.exists(shipped.resolve("flow.yaml")) ? shipped : surroundings.existing(name);
        if (Files.notExists(meant)) {
            throw CommandException.usage("没有流程 " + name + "：" + shipped.getParent() + " 里没有这个目录，您所在的位置也没有。", "There is no flow " + name + ": neither a folder of " + shipped.getParent() + " nor anything where you stand.");
        }
        List<FlowSource> flows = FlowSource.at(meant);
        if (flows.size() != 1) {
            throw CommandException.usage(name + " 里有 " + flows.size() + " 个流程，请指定一个。", name + " holds " + flows.size() + " flows; name one.");
        }
        return publish(flows.get(0));
    }

    private int publish(FlowSource flow) throws IOException, InterruptedException {
        Matcher id = ID.matcher(flow.yaml());
        EngineClient.Answer answer = engine.post("/api/flows/" + EngineClient.encoded(id.find() ? id.group(1) : "none") + "/publish", flow.asRequest());
        Findings.print(terminal, answer.body().path("findings"));
        if (!answer.ok()) {
            throw EngineClient.refusal(answer);
        }
        terminal.say("已发布 %s，版本 %d。正在进行的通话继续使用原来的版本。", "Published %s, version %d. Calls under way go on with the version they began with.",
                answer.body().path("id").asString(""), answer.body().path("version").asInt());
        return 0;
    }
}
