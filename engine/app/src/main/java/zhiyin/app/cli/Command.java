package zhiyin.app.cli;

import java.io.IOException;

/** One command of {@code ./zhiyin}. */
interface Command {

    /**
     * @return the exit code; 0 is well
     * @throws CommandException where it cannot be carried out; its message is all that the user needs
     */
    int run(Arguments arguments) throws IOException, InterruptedException;
}
