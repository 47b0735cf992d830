package zhiyin.app.cli;

import java.io.IOException;
import java.util.Map;

/** {@code password USER}: asks twice, and sets it. */
final class PasswordCommand implements Command {

    private final Terminal terminal;
    private final EngineClient engine;

    PasswordCommand(Terminal terminal, EngineClient engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override public int run(Arguments arguments) throws IOException, InterruptedException {
        String user = arguments.only("用法：./zhiyin password 用户名", "Usage: ./zhiyin password USER");
        String password = terminal.secret("新密码：", "New password:");
        if (!password.equals(terminal.secret("再输入一次：", "Once more:"))) {
            throw new CommandException(1, "两次输入不同，密码没有更改。", "The two differ; nothing was changed.");
        }
        EngineClient.Answer answer = engine.post("/api/password/" + EngineClient.encoded(user), Map.of("password", password));
        if (answer.status() == 404) {
            throw new CommandException(1, "没有用户 " + user + "。", "There is no user " + user + ".");
        }
        if (!answer.ok()) {
            throw EngineClient.refusal(answer);
        }
        terminal.say("%s 的密码已更改。", "The password of %s is changed.", user);
        return 0;
    }
}
