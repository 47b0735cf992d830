package zhiyin.sip;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** The application behind an endpoint: does one thing with every call, and keeps the stories. */
final class Callee implements SipEvents {

    final List<IncomingCall> calls = new CopyOnWriteArrayList<>();
    final List<Story> stories = new CopyOnWriteArrayList<>();
    final List<String> registrations = new CopyOnWriteArrayList<>();
    volatile boolean room = true;
    /** Who was turned away, and from which number. */
    final List<String> turnedAway = new CopyOnWriteArrayList<>();
    private volatile BiConsumer<IncomingCall, Story> doing;

    private Callee(BiConsumer<IncomingCall, Story> doing) {
        this.doing = doing;
    }

    static Callee doing(BiConsumer<IncomingCall, Story> doing) {
        return new Callee(doing);
    }

    static Callee answering() {
        return doing((call, story) -> answer(call));
    }

    static void answer(IncomingCall call) {
        call.answer(call.offer().map(Callee::answerTo).orElseGet(() -> Sdp.offer("127.0.0.1", 40000)));
    }

    static Sdp answerTo(Sdp offer) {
        try {
            return offer.answer("127.0.0.1", 40000);
        } catch (NoCommonCodecException e) {
            throw new AssertionError(e);
        }
    }

    Story story() {
        Eventually.until("a call", () -> !stories.isEmpty());
        return stories.get(0);
    }

    IncomingCall call() {
        story();
        return calls.get(0);
    }

    @Override
    public void full(String sipCallId, String caller, String dialed, CallSource source) {
        turnedAway.add(caller + " " + dialed);
    }

    @Override
    public void incoming(IncomingCall call) {
        Story story = new Story();
        story.onReoffer = offer -> call.acceptReoffer(offer == null ? Sdp.offer("127.0.0.1", 40000) : answerTo(offer));
        call.listen(story);
        calls.add(call);
        stories.add(story);
        doing.accept(call, story);
    }

    @Override
    public boolean hasRoom() {
        return room;
    }

    @Override
    public void registered(Registration registration) {
        registrations.add("+" + registration.number());
    }

    @Override
    public void unregistered(String number) {
        registrations.add("-" + number);
    }
}
