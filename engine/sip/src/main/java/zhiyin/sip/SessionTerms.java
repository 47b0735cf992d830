package zhiyin.sip;

import gov.nist.javax.sip.header.extensions.MinSE;
import gov.nist.javax.sip.header.extensions.SessionExpires;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;

/**
 * What two sides agreed on about session refreshes (RFC 4028).
 *
 * @param seconds   the session's length without a refresh
 * @param weRefresh whether refreshing is up to us
 */
record SessionTerms(long seconds, boolean weRefresh) {

    private static final String OPTION = "timer";
    private static final String UAC = "uac";
    private static final String UAS = "uas";

    /** Adds our wishes to a request. @param refresher null to leave it to the far end */
    static void propose(SIPRequest request, long seconds, long minimum, String refresher) {
        request.setHeader(Messages.sessionExpires(Math.max(seconds, minimum), refresher));
        request.setHeader(Messages.minSe(minimum));
    }

    /** Whether the request asks for a shorter interval than we bear, from one who understands a 422. */
    static boolean tooShort(SIPRequest request, SessionTimers ours) {
        SessionExpires asked = asked(request);
        return asked != null && Headers.supports(request, OPTION) && asked.getExpires() < ours.minimum().toSeconds();
    }

    /** Settles the terms of a request, and writes them into our 2xx; empty if the far end knows no timers and asked for none. */
    static Optional<SessionTerms> settle(SIPRequest request, SessionTimers ours, SIPResponse response) {
        SessionExpires asked = asked(request);
        boolean farEndCan = Headers.supports(request, OPTION);
        if (asked == null && !farEndCan) {
            return Optional.empty();
        }
        long seconds = seconds(asked, minimum(request), ours);
        String refresher = refresher(asked, farEndCan);
        response.setHeader(Messages.sessionExpires(seconds, refresher));
        if (refresher.equals(UAC)) {
            response.addHeader(Messages.header("Require", OPTION));
        }
        return Optional.of(new SessionTerms(seconds, refresher.equals(UAS)));
    }

    private static long seconds(SessionExpires asked, long theirMinimum, SessionTimers ours) {
        long shortest = Math.max(theirMinimum, ours.minimum().toSeconds());
        long wanted = asked == null ? ours.expires().toSeconds() : Math.min(asked.getExpires(), ours.expires().toSeconds());
        return Math.max(wanted, shortest);
    }

    private static String refresher(SessionExpires asked, boolean farEndCan) {
        if (asked != null && asked.getRefresher() != null) {
            return asked.getRefresher();
        }
        return farEndCan ? UAC : UAS;
    }

    /** The terms that a 2xx to our request states; empty if it states none. */
    static Optional<SessionTerms> stated(SIPResponse response) {
        SessionExpires stated = asked(response);
        return stated == null ? Optional.empty() : Optional.of(new SessionTerms(stated.getExpires(), !UAS.equals(stated.getRefresher())));
    }

    /** The far end's Min-SE in seconds, or 0. */
    static long minimum(SIPMessage message) {
        return message.getHeader(MinSE.NAME) instanceof MinSE minimum ? minimum.getExpires() : 0;
    }

    private static SessionExpires asked(SIPMessage message) {
        return message.getHeader(SessionExpires.NAME) instanceof SessionExpires expires ? expires : null;
    }
}
