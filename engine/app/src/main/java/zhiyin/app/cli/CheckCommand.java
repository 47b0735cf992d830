package zhiyin.app.cli;

import java.io.IOException;

/** {@code check FILE...}: what is wrong with flows, as the running engine sees it. Exit 1 if any has an error. */
final class CheckCommand implements Command {

    private final Terminal terminal;
    private final Surroundings surroundings;
    private final EngineClient engine;

    CheckCommand(Terminal terminal, Surroundings surroundings, EngineClient engine) {
        this.terminal = terminal;
        this.surroundings = surroundings;
        this.engine = engine;
    }

    @Override public int run(Arguments arguments) throws IOException, InterruptedException {
        if (arguments.words().isEmpty()) {
            throw CommandException.usage("用法：./zhiyin check 文件或目录...", "Usage: ./zhiyin check FILE-OR-FOLDER...");
        }
        int errors = 0;
        for (String name : arguments.words()) {
            for (FlowSource flow : FlowSource.at(surroundings.existing(name))) {
                errors += check(flow);
            }
        }
        return errors > 0 ? 1 : 0;
    }

    private int check(FlowSource flow) throws IOException, InterruptedException {
        EngineClient.Answer answer = engine.post("/api/flows/check", flow.asRequest());
        if (!answer.ok()) {
            throw EngineClient.refusal(answer);
        }
        int errors = Findings.print(terminal, answer.body().path("findings"));
        if (errors == 0) {
            terminal.say("%s：没有错误。", "%s: no errors.", flow.name());
        } else {
            terminal.say("%s：%d 个错误。", "%s: %d error(s).", flow.name(), errors);
        }
        return errors;
    }
}
