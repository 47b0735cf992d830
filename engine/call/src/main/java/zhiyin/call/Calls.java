package zhiyin.call;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import zhiyin.prompt.Speaker;
import zhiyin.rtp.MediaEngine;
import zhiyin.sip.IncomingCall;
import zhiyin.sip.SipEndpoint;
import zhiyin.sip.SipLeg;

/** All live calls, by callId. Owns the threads they share: mailboxes, timers and disk. Thread-safe. */
public final class Calls implements AutoCloseable {

    private static final int MAILBOX_THREADS = 4;

    private final CallSettings settings;
    private final MediaEngine media;
    private final Speaker speaker;
    private final CallOwner owner;
    private final Clock clock;
    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private final ExecutorService mailboxes = Executors.newFixedThreadPool(MAILBOX_THREADS, named("call-mailbox-"));
    private final ExecutorService disk = Executors.newFixedThreadPool(2, named("call-disk-"));
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, named("call-timer-"));
    private volatile SipEndpoint endpoint;

    public Calls(CallSettings settings, MediaEngine media, Speaker speaker, CallOwner owner, Clock clock) {
        this.settings = settings;
        this.media = media;
        this.speaker = speaker;
        this.owner = owner;
        this.clock = clock;
        timers.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Where outgoing legs leave; set once, before the first call. */
    public void use(SipEndpoint sip) {
        endpoint = sip;
    }

    /** Takes a call from signalling. @param fromCentre whether another centre of ours makes it: of nobody else is attached data believed */
    public void incoming(IncomingCall sip, boolean fromCentre) {
        CallFacts facts = new CallFacts(CallIds.next(), sip.sipCallId(), sip.caller(), sip.dialed(), sip.source(), clock.instant(), sip.healthCall(), CallFacts.Direction.IN,
                fromCentre ? sip.header(AttachedData.HEADER).map(AttachedData::brought).orElse(Map.of()) : Map.of());
        Call call = new Call(facts, sip.source().loopback() ? "127.0.0.1" : settings.advertised(), this);
        calls.put(facts.callId(), call);
        call.begin(sip);
    }

    /** Makes a call. What comes of it the owner is told, as of any other. @param facts {@link CallFacts#isOutgoing outgoing} */
    public void dial(CallFacts facts, Dialing dialing) {
        Call call = new Call(facts, localAddress(dialing.number()), this);
        calls.put(facts.callId(), call);
        call.dial(dialing);
    }

    /** What a phone of that number is told to send its audio to. */
    String localAddress(String number) {
        boolean loopback = endpoint.registration(number).map(r -> r.source().getAddress().isLoopbackAddress())
                .orElseGet(() -> endpoint.trunkFor(number).map(t -> t.host().startsWith("127.") || t.host().equals("localhost")).orElse(false));
        return loopback ? "127.0.0.1" : settings.advertised();
    }

    public Optional<Call> find(String callId) {
        return Optional.ofNullable(calls.get(callId));
    }

    /** Ends a call for that reason once its flow is over; also lets go of one whose caller has gone already. */
    public void hangUp(String callId, String reason) {
        find(callId).ifPresent(call -> call.flowOver(reason));
    }

    /** Ends a call whatever it is doing, as if its first leg had hung up: for one that hangs. @return whether there is one */
    public boolean breakOff(String callId, String reason) {
        Optional<Call> call = find(callId).filter(c -> !c.facts().health());
        call.ifPresent(c -> c.breakOff(reason));
        return call.isPresent();
    }

    /** Calls under way, the eldest first, without our own health calls. */
    public List<Call> live() {
        return calls.values().stream().filter(c -> !c.facts().health()).sorted(Comparator.comparing(c -> c.facts().callId())).toList();
    }

    /** Calls under way, our own health calls not counted. */
    public int active() {
        return live().size();
    }

    /** Calls in memory, for leak checks. */
    public int held() {
        return calls.size();
    }

    public boolean hasRoom() {
        return calls.size() < settings.maxCalls();
    }

    /** Whether a phone is registered for that extension. */
    public boolean reachable(String extension) {
        return endpoint != null && endpoint.registered(extension);
    }

    /** Whether a trunk leads to that number. */
    public boolean leadsOut(String number) {
        return endpoint != null && endpoint.trunkFor(number).isPresent();
    }

    /** The call whose first leg that is. */
    Optional<Call> at(SipLeg leg) {
        return calls.values().stream().filter(call -> call.leg() == leg).findFirst();
    }

    void forget(Call call) {
        calls.remove(call.facts().callId());
    }

    CallSettings settings() {
        return settings;
    }

    MediaEngine media() {
        return media;
    }

    Speaker speaker() {
        return speaker;
    }

    CallOwner owner() {
        return owner;
    }

    Clock clock() {
        return clock;
    }

    SipEndpoint endpoint() {
        return endpoint;
    }

    ExecutorService mailboxes() {
        return mailboxes;
    }

    ExecutorService disk() {
        return disk;
    }

    ScheduledThreadPoolExecutor timers() {
        return timers;
    }

    @Override public void close() {
        calls.values().forEach(call -> call.flowOver("engineStopped"));
        timers.shutdownNow();
        disk.shutdown();
        mailboxes.shutdown();
    }
}
