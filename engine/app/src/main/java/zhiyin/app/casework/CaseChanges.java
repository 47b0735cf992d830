package zhiyin.app.casework;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Says which case has changed, once the transaction that changed it is committed. */
@Component
public class CaseChanges {

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /** @param listener given a case's id; called on the thread that committed, so it returns at once and does not fail */
    public void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** To be called in the transaction; one that is rolled back says nothing. */
    void changed(String caseId) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override public void afterCommit() {
                listeners.forEach(listener -> listener.accept(caseId));
            }
        });
    }
}
