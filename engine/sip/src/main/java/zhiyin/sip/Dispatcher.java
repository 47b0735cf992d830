package zhiyin.sip;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.ResponseEventExt;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.TimeoutEvent;
import javax.sip.Transaction;
import javax.sip.TransactionTerminatedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the stack's events, finds whom they concern, and hands off. */
final class Dispatcher implements SipListenerExt {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final SipNode node;
    private final Reception reception;
    private final Registrar registrar;

    Dispatcher(SipNode node, Registrar registrar) {
        this.node = node;
        this.registrar = registrar;
        reception = new Reception(node);
    }

    @Override
    public void processRequest(RequestEvent event) {
        SIPRequest request = (SIPRequest) event.getRequest();
        try {
            switch (request.getMethod()) {
                case "CANCEL" -> cancel(event, request);
                case "ACK" -> legOf(event.getDialog()).ifPresent(leg -> leg.received(event));
                default -> route(event, request);
            }
        } catch (SipException | InvalidArgumentException e) {
            LOG.debug("{} could not be answered", request.getMethod(), e);
        } catch (RuntimeException e) {
            node.tally().malformed.increment();
            LOG.debug("{} could not be understood", request.getMethod(), e);
        }
    }

    private void route(RequestEvent event, SIPRequest request) throws SipException {
        Optional<Leg> leg = request.getToTag() == null ? Optional.empty() : legOf(event.getDialog());
        if (leg.isPresent() && event.getServerTransaction() != null) {
            leg.get().received(event);
        } else if (request.getToTag() != null) {
            node.provider().sendResponse(node.messages().response(request, 481));
        } else {
            stranger(request);
        }
    }

    /** A request outside any dialog. */
    private void stranger(SIPRequest request) throws SipException {
        switch (request.getMethod()) {
            case "INVITE" -> reception.invite(request);
            case "REGISTER" -> register(request);
            case "OPTIONS" -> capabilities(request, 200);
            case "BYE", "INFO", "UPDATE", "PRACK", "NOTIFY" -> node.provider().sendResponse(node.messages().response(request, 481));
            case "REFER" -> node.provider().sendResponse(node.messages().response(request, 603));
            default -> capabilities(request, 405);
        }
    }

    private void register(SIPRequest request) throws SipException {
        Optional<SIPResponse> unsupported = Reception.unsupported(node, request);
        node.provider().sendResponse(unsupported.isPresent() ? unsupported.get() : registrar.register(request));
    }

    private void capabilities(SIPRequest request, int code) throws SipException {
        SIPResponse response = Reception.unsupported(node, request).orElseGet(() -> node.messages().response(request, code));
        node.messages().capabilities(response);
        node.provider().sendResponse(response);
    }

    private void cancel(RequestEvent event, SIPRequest request) throws SipException, InvalidArgumentException {
        ServerTransaction transaction = event.getServerTransaction();
        Optional<Leg> leg = legOf(event.getDialog());
        SIPResponse response = node.messages().response(request, leg.isPresent() ? 200 : 481);
        if (transaction != null) {
            transaction.sendResponse(response);
        } else {
            node.provider().sendResponse(response);
        }
        leg.filter(InboundLeg.class::isInstance).map(InboundLeg.class::cast).ifPresent(InboundLeg::cancelled);
    }

    @Override
    public void processResponse(ResponseEvent event) {
        ResponseEventExt response = (ResponseEventExt) event;
        Optional<Exchange> exchange = exchangeOf(event.getClientTransaction());
        if (exchange.isPresent()) {
            exchange.get().response(response);
        } else if (event.getClientTransaction() == null && event.getDialog() != null) {
            stray(response);
        }
    }

    /** A response whose transaction is gone: only a 2xx to INVITE still matters. */
    private void stray(ResponseEventExt event) {
        SIPResponse response = (SIPResponse) event.getResponse();
        boolean answer = response.getCSeq().getMethod().equals("INVITE") && response.getStatusCode() / 100 == 2;
        if (answer) {
            node.legs().remembered(response.getCallId().getCallId()).ifPresent(leg -> leg.strayAnswer(event));
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        exchangeOf(event.getClientTransaction()).ifPresent(Exchange::silence);
    }

    @Override
    public void processDialogTimeout(DialogTimeoutEvent event) {
        if (event.getReason() == DialogTimeoutEvent.Reason.AckNotReceived) {
            legOf(event.getDialog()).ifPresent(Leg::notAcknowledged);
        }
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        legOf(event.getDialog()).ifPresent(leg -> leg.dialogGone(event.getDialog()));
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        LOG.debug("{}:{} cannot be reached over {}", event.getHost(), event.getPort(), event.getTransport());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        // What there is to know came with a response or a timeout.
    }

    private static Optional<Leg> legOf(Dialog dialog) {
        return dialog != null && dialog.getApplicationData() instanceof Leg leg ? Optional.of(leg) : Optional.empty();
    }

    private static Optional<Exchange> exchangeOf(Transaction transaction) {
        return transaction != null && transaction.getApplicationData() instanceof Exchange exchange ? Optional.of(exchange) : Optional.empty();
    }
}
