package zhiyin.flow.run;

import java.util.concurrent.CompletableFuture;

/** A call's stay in another flow than its own. Belongs to {@link CallRun}. */
final class Visit {

    /** The step that waits meanwhile. */
    final StepBehavior.Waiting from;
    final CompletableFuture<Visited> result;
    final MenuStack menus = new MenuStack();
    /** What the waiting step has come to meanwhile; null while it waits. */
    Runnable belated;
    String instance;

    Visit(StepBehavior.Waiting from, CompletableFuture<Visited> result) {
        this.from = from;
        this.result = result;
    }
}
