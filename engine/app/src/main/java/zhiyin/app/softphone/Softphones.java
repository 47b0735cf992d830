package zhiyin.app.softphone;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import zhiyin.app.desk.LiveQueues;
import zhiyin.app.desk.NotSignedInException;
import zhiyin.app.settings.ZhiyinSettings;
import zhiyin.app.telephony.Telephony;
import zhiyin.app.transport.OwnAddress;
import zhiyin.sip.Accounts;
import zhiyin.sip.EndCause;
import zhiyin.sip.IncomingCall;
import zhiyin.sip.Registration;
import zhiyin.sip.SipEndpoint;
import zhiyin.sip.SipSettings;
import zhiyin.sip.Transport;
import zhiyin.sip.Trunk;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.webrtc.OfferException;
import zhiyin.webrtc.WebRtcEndpoint;

/** Who uses which browser as a phone. A browser that is loaded anew finds its call again; one that has gone without a call takes no more. */
@Component
public class Softphones implements SmartLifecycle, Softphone.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(Softphones.class);
    /** A page that is loaded anew is back in a few seconds. */
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration SHIFT = Duration.ofDays(7);
    private static final int AFTER_TELEPHONY = Integer.MAX_VALUE - 60;

    private final Telephony telephony;
    private final LiveQueues floor;
    private final ZhiyinSettings settings;
    private final String address;
    private final Map<String, Softphone> byLogin = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile WebRtcEndpoint browsers;
    private volatile SipEndpoint sip;
    private ScheduledExecutorService timer;

    Softphones(Telephony telephony, LiveQueues floor, ZhiyinSettings settings, OwnAddress address) {
        this.telephony = telephony;
        this.floor = floor;
        this.settings = settings;
        this.address = address.toString();
    }

    /** Told, on any thread, when what {@link #view} says may have changed. */
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    /** Whether browsers can be phones here. */
    public boolean isOffered() {
        return browsers != null;
    }

    /**
     * Somebody's browser as a phone.
     *
     * @param connected whether audio can flow
     * @param registered false: another phone has registered at the extension since
     * @param call       the one at hand, or null
     * @param failed     why the last call of one's own was not answered, or null
     */
    public record View(String extension, boolean connected, boolean registered, Softphone.Line call, EndCause.Kind failed) { }

    /** How that person's stands; empty where there is none. */
    public Optional<View> view(String login) {
        return Optional.ofNullable(byLogin.get(login)).map(phone -> phone.view(telephony.phone(phone.extension()).filter(phone.registration()::equals).isPresent()));
    }

    /**
     * Makes that person's browser the phone of an extension.
     *
     * @param offer session description of the browser
     * @return ours
     * @throws NotSignedInException where the extension is somebody else's, has a phone already, or a call is in the way
     * @throws StepFailure          where there is no such extension, or no audio can come of the offer
     */
    public synchronized String connect(String login, String extension, String offer) {
        if (browsers == null) {
            throw new StepFailure(Category.CALLER, "This hotline takes no browsers as phones.", "phone", "Use a telephone, or have the operator set ZHIYIN_WEBRTC_PORT.");
        }
        if (!telephony.isExtension(extension)) {
            throw new StepFailure(Category.CALLER, "There is no extension " + extension + ".", "extension", "Give one of those in centre.yaml, such as 8001.");
        }
        Softphone known = byLogin.get(login);
        if (known != null && !known.extension().equals(extension)) {
            if (known.isBusy()) {
                throw NotSignedInException.duringCall();
            }
            remove(known);
            known = null;
        }
        Softphone phone = known == null ? opened(login, extension) : known;
        try {
            String answer = phone.connect(offer);
            byLogin.put(login, phone);
            telephony.attach(phone.registration());
            return answer;
        } catch (OfferException e) {
            if (known == null) {
                phone.close();
            }
            throw new StepFailure(Category.CALLER, "This browser cannot be a phone: " + e.getMessage() + ".", "sdp", "Use a current Chrome, Edge or Firefox.");
        }
    }

    private Softphone opened(String login, String extension) {
        floor.board().at(extension).filter(person -> !person.login().equals(login)).ifPresent(person -> {
            throw NotSignedInException.inUse(extension, person.name());
        });
        if (telephony.phone(extension).isPresent()) {
            throw new NotSignedInException("分机 " + extension + " 已经有一部话机注册。请直接用那部话机签入，或换一个分机。",
                    "A phone is registered at extension " + extension + " already. Sign in with that phone, or take another extension.");
        }
        Registration registration = new Registration(extension, "sip:" + extension + "@" + Softphone.HERE + ":" + sip.port(), new InetSocketAddress(Softphone.HERE, sip.port()), Transport.UDP,
                Instant.now().plus(SHIFT));
        return new Softphone(login, registration, sip, this, browsers::audio);
    }

    /** That person's browser is a phone no longer. */
    public synchronized void disconnect(String login) {
        Optional.ofNullable(byLogin.get(login)).ifPresent(this::remove);
    }

    private void remove(Softphone phone) {
        if (byLogin.remove(phone.login(), phone)) {
            telephony.detach(phone.registration());
            phone.close();
            changed();
        }
    }

    /** Calls a colleague's extension, or a number that may be called. */
    public void dial(String login, String number) {
        Softphone phone = of(login);
        if (phone.isBusy()) {
            throw new NotSignedInException("请先结束当前通话。", "End the call at hand first.");
        }
        phone.dial(number);
    }

    public void answer(String login, String call) {
        there(of(login).answer(call));
    }

    public void hangUp(String login, String call) {
        there(of(login).hangUp(call));
    }

    public void hold(String login, String call, boolean held) {
        there(of(login).hold(call, held));
    }

    public void transfer(String login, String call, String number) {
        there(of(login).transfer(call, number));
    }

    private Softphone of(String login) {
        return Optional.ofNullable(byLogin.get(login)).orElseThrow(() -> new NotSignedInException("本浏览器还没有作为电话连接。", "Your browser is not connected as a phone."));
    }

    private static void there(boolean done) {
        if (!done) {
            throw new NotSignedInException("这个电话已经结束，或不在能这样做的时候。", "That call is over, or it is not the time for this.");
        }
    }

    private void arrived(IncomingCall call) {
        byLogin.values().stream().filter(phone -> phone.extension().equals(call.dialed())).findFirst().ifPresentOrElse(phone -> phone.incoming(call), () -> call.reject(480, "Temporarily Unavailable"));
    }

    @Override public void changed() {
        listeners.forEach(Runnable::run);
    }

    @Override public void away(Softphone phone, boolean talking) {
        changed();
        try {
            timer.schedule(() -> leave(phone), talking ? GRACE.toMillis() : 0, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The house is closing", e);
        }
    }

    private synchronized void leave(Softphone phone) {
        if (!phone.isConnected()) {
            LOG.info("The browser of {} at extension {} has gone.", phone.login(), phone.extension());
            remove(phone);
        }
    }

    @Override public synchronized void start() {
        if (settings.webRtcPort() < 0) {
            return;
        }
        try {
            browsers = WebRtcEndpoint.open(address, settings.webRtcPort());
        } catch (UncheckedIOException e) {
            throw new IllegalStateException(e.getMessage() + ". Stop whatever holds it, or set ZHIYIN_WEBRTC_PORT to another; -1 goes without browsers as phones.", e);
        }
        sip = SipEndpoint.start(SipSettings.on(Softphone.HERE, 0).withTrunks(Trunk.to("house", Softphone.HERE, telephony.port())), Accounts.NONE, this::arrived);
        timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "softphones"));
    }

    @Override public synchronized void stop() {
        if (browsers != null) {
            List.copyOf(byLogin.values()).forEach(this::remove);
            timer.shutdownNow();
            sip.close();
            browsers.close();
            browsers = null;
        }
    }

    @Override public boolean isRunning() {
        return browsers != null;
    }

    @Override public int getPhase() {
        return AFTER_TELEPHONY;
    }
}
