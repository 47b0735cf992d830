package zhiyin.sip;

import gov.nist.javax.sip.ResponseEventExt;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests within a leg's dialog, and answers a trunk's challenges to them. */
final class DialogClient {

    private static final Logger LOG = LoggerFactory.getLogger(DialogClient.class);

    private final Leg leg;

    DialogClient(Leg leg) {
        this.leg = leg;
    }

    /** What became of a request. */
    interface Outcome {

        /** @param code final status; 408 for silence and 503 for a failed transport (RFC 3261 section 8.1.3.1), then without a response */
        void reply(int code, SIPResponse response);
    }

    void send(String method, Consumer<SIPRequest> fill, Outcome outcome) {
        try {
            send(new Attempt(method, fill, outcome), create(leg.dialog(), method, fill));
        } catch (SipException e) {
            LOG.debug("{}: {} could not be sent", leg.sipCallId(), method, e);
            outcome.reply(503, null);
        }
    }

    /** Ends a dialog, the leg's own or a superfluous branch of a forked call. */
    void bye(Dialog dialog) {
        if (dialog.getState() == null || dialog.getState() == DialogState.TERMINATED) {
            return;
        }
        try {
            Attempt attempt = new Attempt(Request.BYE, any -> { }, (code, response) -> { });
            send(attempt, dialog, create(dialog, Request.BYE, any -> { }));
        } catch (SipException e) {
            LOG.debug("{}: BYE could not be sent", leg.sipCallId(), e);
            dialog.delete();
        }
    }

    void ack(Dialog dialog, long sequence) throws SipException {
        try {
            SIPRequest ack = (SIPRequest) dialog.createAck(sequence);
            pin(ack);
            dialog.sendAck(ack);
        } catch (InvalidArgumentException e) {
            throw new SipException("no such INVITE", e);
        }
    }

    void prack(Dialog dialog, SIPResponse provisional) throws SipException {
        SIPRequest prack = (SIPRequest) dialog.createPrack(provisional);
        leg.node.messages().sign(prack);
        send(new Attempt(Request.PRACK, any -> { }, (code, response) -> { }), dialog, prack);
    }

    private SIPRequest create(Dialog dialog, String method, Consumer<SIPRequest> fill) throws SipException {
        SIPRequest request = (SIPRequest) dialog.createRequest(method);
        leg.node.messages().sign(request);
        fill.accept(request);
        return request;
    }

    private void send(Attempt attempt, SIPRequest request) throws SipException {
        send(attempt, leg.dialog(), request);
    }

    private void send(Attempt attempt, Dialog dialog, SIPRequest request) throws SipException {
        pin(request);
        ClientTransaction transaction = leg.node.provider().getNewClientTransaction(request);
        transaction.setApplicationData(new Exchange(leg.mailbox, attempt::response, () -> attempt.outcome.reply(408, null)));
        dialog.sendRequest(transaction);
    }

    private void pin(SIPRequest request) {
        if (leg.pin() != null) {
            request.setApplicationData(leg.pin());
        }
    }

    /** One request, perhaps sent twice: the second time with credentials. */
    private final class Attempt {

        private final String method;
        private final Consumer<SIPRequest> fill;
        private final Outcome outcome;
        private boolean authenticated;

        Attempt(String method, Consumer<SIPRequest> fill, Outcome outcome) {
            this.method = method;
            this.fill = fill;
            this.outcome = outcome;
        }

        void response(ResponseEventExt event) {
            SIPResponse response = (SIPResponse) event.getResponse();
            int code = response.getStatusCode();
            if (code >= 200 && !(challenge(code) && repeated(response))) {
                outcome.reply(code, response);
            }
        }

        private boolean challenge(int code) {
            return (code == 401 || code == 407) && !authenticated;
        }

        private boolean repeated(SIPResponse challenge) {
            try {
                SIPRequest request = create(leg.dialog(), method, fill);
                authenticated = leg.trunk().flatMap(trunk -> DigestClient.answer(request, challenge, trunk)).isPresent();
                if (authenticated) {
                    send(this, request);
                }
                return authenticated;
            } catch (SipException e) {
                return false;
            }
        }
    }
}
