package zhiyin.call.phone;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import zhiyin.rtp.MediaEngine;
import zhiyin.sip.EndCause;
import zhiyin.sip.IncomingCall;
import zhiyin.sip.LegListener;
import zhiyin.sip.Sdp;

/** A call that a {@link Phone} has been sent and not answered yet; it is heard to ring from {@link #ring} on. */
public final class Ringing {

    private final IncomingCall call;
    private final MediaEngine media;
    private final String address;
    private final CompletableFuture<EndCause> gone = new CompletableFuture<>();
    /** Who hears of the call once it is answered; a leg tells one listener only. */
    private volatile LegListener then = new LegListener() {
        @Override public void ended(EndCause cause) { }
    };

    Ringing(IncomingCall call, MediaEngine media, String address) {
        this.call = call;
        this.media = media;
        this.address = address;
        call.listen(new LegListener() {
            @Override public void reoffered(Sdp offer) {
                then.reoffered(offer);
            }

            @Override public void ended(EndCause cause) {
                gone.complete(cause);
            }
        });
    }

    /** Which number was dialed. */
    public String dialed() {
        return call.dialed();
    }

    /** What the caller shows as his number. */
    public String caller() {
        return call.caller();
    }

    /** First value of a header of the INVITE. */
    public Optional<String> header(String name) {
        return call.header(name);
    }

    public void ring() {
        call.ring();
    }

    /** Picks up. @throws IllegalStateException if the caller offers nothing that we could hear */
    public PhoneCall answer() {
        return PhoneCall.answer(call, media, address, listener -> {
            then = listener;
            // Also where the caller has given up in the meantime.
            gone.thenAccept(listener::ended);
        });
    }

    /** Does not take it: 486 is busy, 603 declined, 404 no such number (RFC 3261, section 21). */
    public void reject(int code, String reason) {
        call.reject(code, reason);
    }

    /** Whether it is over: the caller has given up, it was rejected, or it was answered and has ended. */
    public boolean isGone() {
        return gone.isDone();
    }
}
