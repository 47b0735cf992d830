package zhiyin.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ringing and early media of an incoming call. Where the caller can, early media is sent reliably (RFC 3262), and everything is
 * where it insists; then one at a time, and the 200 waits for the last PRACK. Used in the leg's mailbox only.
 */
final class Provisionals {

    private static final Logger LOG = LoggerFactory.getLogger(Provisionals.class);
    private static final String OPTION = "100rel";

    private final Leg leg;
    private final SIPRequest invite;
    private final ServerTransaction transaction;
    private final boolean possible;
    private final boolean required;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean unacknowledged;

    Provisionals(Leg leg, SIPRequest invite, ServerTransaction transaction) {
        this.leg = leg;
        this.invite = invite;
        this.transaction = transaction;
        possible = Headers.supports(invite, OPTION);
        required = Headers.requires(invite, OPTION);
    }

    void ringing() {
        inTurn(() -> send(180, null, required));
    }

    void earlyMedia(Sdp session) {
        inTurn(() -> send(183, session, possible));
    }

    /** Runs a task once the far end has acknowledged all that is to be acknowledged. */
    void inTurn(Runnable task) {
        if (unacknowledged) {
            waiting.add(task);
        } else {
            task.run();
        }
    }

    void acknowledged() {
        unacknowledged = false;
        while (!unacknowledged && !waiting.isEmpty() && !leg.ended()) {
            waiting.remove().run();
        }
    }

    private void send(int code, Sdp session, boolean reliably) {
        try {
            if (reliably) {
                sendReliably(code, session);
            } else {
                transaction.sendResponse(complete(leg.node.messages().response(invite, code), session));
            }
        } catch (SipException | InvalidArgumentException e) {
            LOG.debug("{}: could not send {}", leg.sipCallId(), code, e);
        }
    }

    private void sendReliably(int code, Sdp session) throws SipException, InvalidArgumentException {
        Dialog dialog = transaction.getDialog();
        SIPResponse response = (SIPResponse) dialog.createReliableProvisionalResponse(code);
        response.setToTag(leg.node.messages().response(invite, code).getToTag());
        unacknowledged = true;
        dialog.sendReliableProvisionalResponse(complete(response, session));
    }

    private SIPResponse complete(SIPResponse response, Sdp session) {
        leg.node.messages().introduce(response, leg.transport());
        if (session != null) {
            Messages.body(response, session);
        }
        return response;
    }
}
