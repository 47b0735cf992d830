package zhiyin.app.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import zhiyin.sip.Accounts;
import zhiyin.sip.EndCause;
import zhiyin.sip.IncomingCall;
import zhiyin.sip.LegListener;
import zhiyin.sip.NoCommonCodecException;
import zhiyin.sip.Sdp;
import zhiyin.sip.SipEndpoint;
import zhiyin.sip.SipSettings;

/** The exchange where the attendants 8001 to 8003 sit: rings, answers or refuses as it is told, and remembers who was called. */
final class Attendants implements AutoCloseable {

    /** What they do with a call. */
    enum Habit { REFUSE, RING, ANSWER }

    /** One call that reached them. */
    static final class Rung implements LegListener {

        final String number;
        volatile EndCause end;

        private Rung(String number) {
            this.number = number;
        }

        @Override public void ended(EndCause cause) {
            end = cause;
        }
    }

    final List<Rung> rung = new CopyOnWriteArrayList<>();
    volatile Habit habit = Habit.REFUSE;
    private final SipEndpoint exchange = SipEndpoint.start(SipSettings.on("127.0.0.1", 0), Accounts.NONE, this::incoming);

    int port() {
        return exchange.port();
    }

    private void incoming(IncomingCall call) {
        Rung one = new Rung(call.dialed());
        call.listen(one);
        rung.add(one);
        switch (habit) {
            case REFUSE -> call.reject(480, "Temporarily Unavailable");
            case RING -> call.ring();
            case ANSWER -> answer(call);
        }
    }

    private static void answer(IncomingCall call) {
        try {
            Sdp offer = call.offer().orElseThrow();
            call.answer(offer.answer("127.0.0.1", offer.audio().getPort() + 1000));
        } catch (NoCommonCodecException e) {
            call.reject(488, "Not Acceptable Here");
        }
    }

    /** Calls not ended yet. */
    int legs() {
        return exchange.activeLegs();
    }

    @Override public void close() {
        exchange.close();
    }
}
