package zhiyin.app.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** {@code migrate FLOW [--now]}: lists the open cases of a flow's older versions and whether each can take the newest; with {@code --now} they do. Exit 1 if one cannot. */
final class MigrateCommand implements Command {

    static final Set<String> FLAGS = Set.of("now");

    private final Terminal terminal;
    private final EngineClient engine;

    MigrateCommand(Terminal terminal, EngineClient engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override public int run(Arguments arguments) throws IOException, InterruptedException {
        String flow = arguments.only("用法：./zhiyin migrate 流程 [--now]", "Usage: ./zhiyin migrate FLOW [--now]");
        boolean now = arguments.flag("now");
        EngineClient.Answer answer = engine.post("/api/flows/" + EngineClient.encoded(flow) + "/migration", Map.of("dryRun", !now));
        if (answer.status() == 404) {
            throw new CommandException(1, "没有已发布的工单流程 " + flow + "（flow.yaml 中 channels: [case]）。只有工单可以迁移，通话一直使用原来的版本。",
                    "No flow of cases named " + flow + " is published (channels: [case] in flow.yaml). Only cases move; a call keeps the version it began with.");
        }
        if (!answer.ok()) {
            throw EngineClient.refusal(answer);
        }
        int stay = 0;
        for (JsonNode one : answer.body().path("cases")) {
            boolean moves = one.path("moves").asBoolean();
            stay += moves ? 0 : 1;
            JsonNode why = one.path("refusal");
            terminal.say("%s %s 版本 %d %s%s", "%s %s version %d %s%s", moves ? "+" : "-", one.path("number").asString(""), one.path("version").asInt(), one.path("element").asString(""),
                    moves ? "" : " " + terminal.of(why.path("zh").asString(""), why.path("en").asString("")));
        }
        int all = answer.body().path("cases").size();
        if (now) {
            terminal.say("已迁移到版本 %d：%d 件；仍用原版本：%d 件。", "Moved to version %d: %d; in their own version: %d.", answer.body().path("version").asInt(), all - stay, stay);
        } else {
            terminal.say("可迁移到版本 %d：%d 件；不能：%d 件。加 --now 执行。", "Can move to version %d: %d; cannot: %d. Add --now to move them.", answer.body().path("version").asInt(), all - stay, stay);
        }
        return stay == 0 ? 0 : 1;
    }
}
