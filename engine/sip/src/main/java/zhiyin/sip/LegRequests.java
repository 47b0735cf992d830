package zhiyin.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import javax.sip.ServerTransaction;

/** Requests that the far end sends within a leg's dialog. */
final class LegRequests {

    private final Leg leg;

    LegRequests(Leg leg) {
        this.leg = leg;
    }

    void handle(SIPRequest request, ServerTransaction transaction) {
        switch (request.getMethod()) {
            case "ACK" -> leg.acknowledged(request);
            case "BYE" -> bye(request, transaction);
            default -> {
                if (leg.ended()) {
                    leg.reply(transaction, response(request, 481));
                } else {
                    handleLive(request, transaction);
                }
            }
        }
    }

    private void handleLive(SIPRequest request, ServerTransaction transaction) {
        switch (request.getMethod()) {
            case "INVITE" -> leg.reoffers.incoming(request, transaction);
            case "UPDATE" -> leg.reoffers.update(request, transaction);
            case "INFO" -> info(request, transaction);
            case "PRACK" -> prack(request, transaction);
            case "REFER" -> leg.transfers.asked(request, transaction);
            case "NOTIFY" -> leg.transfers.notified(request, transaction);
            case "OPTIONS" -> options(request, transaction);
            default -> notAllowed(request, transaction);
        }
    }

    private void bye(SIPRequest request, ServerTransaction transaction) {
        leg.reply(transaction, response(request, 200));
        leg.reoffers.abandon();
        leg.end(new EndCause(EndCause.Kind.REMOTE_BYE, 0, Headers.first(request, "Reason").orElse("BYE")));
    }

    private void info(SIPRequest request, ServerTransaction transaction) {
        leg.reply(transaction, response(request, 200));
        String type = Bodies.type(request);
        String body = Bodies.text(request);
        Optional<KeyPress> key = KeyPress.read(type, body);
        key.ifPresentOrElse(pressed -> leg.events.tell(listener -> listener.key(pressed.digit(), pressed.durationMs())),
                () -> leg.events.tell(listener -> listener.info(type, body)));
    }

    private void prack(SIPRequest request, ServerTransaction transaction) {
        leg.reply(transaction, response(request, Bodies.empty(request) ? 200 : 488));
        leg.provisionalAcknowledged();
    }

    private void options(SIPRequest request, ServerTransaction transaction) {
        SIPResponse response = response(request, 200);
        leg.node.messages().capabilities(response);
        leg.reply(transaction, response);
    }

    private void notAllowed(SIPRequest request, ServerTransaction transaction) {
        SIPResponse response = response(request, 405);
        leg.node.messages().capabilities(response);
        leg.reply(transaction, response);
    }

    private SIPResponse response(SIPRequest request, int code) {
        return leg.node.messages().response(request, code);
    }
}
