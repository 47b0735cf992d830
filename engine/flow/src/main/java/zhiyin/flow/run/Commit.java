package zhiyin.flow.run;

import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.context.Context;

/** What waits for the end of the engine's transaction: a rolled-back start must not play a prompt. */
final class Commit {

    private Commit() { }

    /** Runs it once what the engine does now is committed; never, if it is rolled back. */
    static void then(Runnable work) {
        Context.getCommandContext().getTransactionContext().addTransactionListener(TransactionState.COMMITTED, context -> work.run());
    }
}
