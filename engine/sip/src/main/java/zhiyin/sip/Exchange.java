package zhiyin.sip;

import gov.nist.javax.sip.ResponseEventExt;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What is to be done with the replies to one request of ours; rides on its client transaction.
 *
 * @param executor   where both are run
 * @param onResponse every response, provisional ones too
 * @param onSilence  no final response came, or the request could not be sent
 */
record Exchange(Executor executor, Consumer<ResponseEventExt> onResponse, Runnable onSilence) {

    void response(ResponseEventExt event) {
        executor.execute(() -> onResponse.accept(event));
    }

    void silence() {
        executor.execute(onSilence);
    }
}
