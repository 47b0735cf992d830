package zhiyin.app.telephony;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import zhiyin.app.settings.Centre;
import zhiyin.app.settings.DataFolder;
import zhiyin.app.settings.ZhiyinSettings;
import zhiyin.app.transport.Certificate;
import zhiyin.app.transport.OwnAddress;
import zhiyin.app.transport.TransportSettings;
import zhiyin.call.CallFacts;
import zhiyin.call.CallIds;
import zhiyin.call.CallSettings;
import zhiyin.call.Calls;
import zhiyin.prompt.Speaker;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.MediaEngine;
import zhiyin.rtp.MediaSettings;
import zhiyin.rtp.RecordingSpec;
import zhiyin.rtp.WavFile;
import zhiyin.sip.CallLimits;
import zhiyin.sip.CallSource;
import zhiyin.sip.IncomingCall;
import zhiyin.sip.Registration;
import zhiyin.sip.SessionTimers;
import zhiyin.sip.SipEndpoint;
import zhiyin.sip.SipEvents;
import zhiyin.sip.SipSettings;
import zhiyin.sip.TlsSettings;
import zhiyin.sip.Trunk;
import zhiyin.sip.TrunkState;

/** The telephone side: opens the ports once everything behind them stands, and closes them first. */
@Component
public class Telephony implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Telephony.class);
    private static final int TURNED_AWAY = 1000;
    private static final Duration TRUNKS_ASKED = Duration.ofSeconds(30);
    private static final int AFTER_EVERYTHING = Integer.MAX_VALUE - 100;

    private final ZhiyinSettings settings;
    private final TransportSettings transport;
    private final Certificate certificate;
    private final Extensions extensions;
    private final TrunkFile trunks;
    private final String address;
    private final String healthToken = UUID.randomUUID().toString();
    private final MediaEngine media;
    private final Calls calls;
    private final CallDesk desk;
    private final Clock clock;
    /** Call-IDs of callers turned away lately: a refusal that was lost is told again. */
    private final Set<String> turnedAway = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > TURNED_AWAY;
        }
    }));
    private SipEndpoint endpoint;

    Telephony(ZhiyinSettings settings, TransportSettings transport, Certificate certificate, OwnAddress address, DataFolder data, Extensions extensions,
              TrunkFile trunks, Speaker speaker, CallDesk desk, Centre centre, Clock clock) throws UnknownHostException {
        this.settings = settings;
        this.extensions = extensions;
        this.desk = desk;
        this.clock = clock;
        this.trunks = trunks;
        this.transport = transport;
        this.certificate = certificate;
        this.address = address.toString();
        this.media = new MediaEngine(new MediaSettings(InetAddress.getByName("0.0.0.0"), settings.firstRtpPort(), settings.lastRtpPort(),
                Duration.ofSeconds(settings.rtpTimeoutSeconds())));
        this.calls = new Calls(callSettings(data.path("recordings"), centre, music(data, settings)), media, speaker, desk, clock);
    }

    /** The centre's own, or the shipped one. */
    private static AudioClip music(DataFolder data, ZhiyinSettings settings) {
        Path own = data.path("prompts/hold-music.wav");
        Path file = Files.exists(own) ? own : settings.flows().resolve("common/hold-music.wav");
        try {
            return WavFile.read(file);
        } catch (IOException | RuntimeException e) {
            LOG.error("Callers who wait hear silence in place of music: {} cannot be read ({}). Put a WAV file there, 8 kHz and mono.", file, e.getMessage());
            return AudioClip.silence(1000);
        }
    }

    private CallSettings callSettings(Path recordings, Centre centre, AudioClip music) {
        return new CallSettings(address, centre.keys(), 12, recordings,
                "alaw".equals(settings.recordingFormat()) ? RecordingSpec.Format.A_LAW : RecordingSpec.Format.PCM16, Duration.ofSeconds(5),
                trunks.trunks().stream().filter(Trunk::refer).map(Trunk::id).collect(Collectors.toSet()), settings.maxCalls(), music, settings.record());
    }

    @Override public synchronized void start() {
        CallLimits limits = CallLimits.STANDARD.withInvitesPerSecond(settings.invitesPerSecond()).withMaxCalls(2 * settings.maxCalls())
                .withHealthToken(healthToken);
        SipSettings sip = SipSettings.on("0.0.0.0", settings.sipPort()).advertising(address)
                .withTrunks(trunks.trunks().toArray(Trunk[]::new)).withLimits(limits)
                .withSessionTimers(SessionTimers.every(Duration.ofSeconds(settings.sessionSeconds())))
                .withTls(transport.sipPort() < 0 ? null : new TlsSettings(transport.sipPort(), certificate.context()));
        endpoint = listening(sip);
        calls.use(endpoint);
        endpoint.watchTrunks(TRUNKS_ASKED);
        LOG.info("SIP on {}:{} (UDP, TCP) and {} (TLS), RTP on ports {}", address, endpoint.port(), endpoint.tlsPort(), settings.rtpPorts());
    }

    private SipEndpoint listening(SipSettings sip) {
        try {
            return SipEndpoint.start(sip, extensions, new Arrivals());
        } catch (UncheckedIOException e) {
            throw new IllegalStateException(e.getCause().getMessage() + ". Stop whatever holds the port, or set ZHIYIN_SIP_PORT or ZHIYIN_SIP_TLS_PORT to another.", e);
        }
    }

    @Override public synchronized void stop() {
        if (endpoint != null) {
            calls.close();
            endpoint.close();
            media.close();
            endpoint = null;
        }
    }

    @Override public synchronized boolean isRunning() {
        return endpoint != null;
    }

    @Override public int getPhase() {
        return AFTER_EVERYTHING;
    }

    /** Address told to callers. */
    public String address() {
        return address;
    }

    /** The SIP port that is open; 0 before start. */
    public synchronized int port() {
        return endpoint == null ? 0 : endpoint.port();
    }

    /** The port of SIP over TLS that is open; 0 for none. */
    public synchronized int tlsPort() {
        return endpoint == null ? 0 : endpoint.tlsPort();
    }

    public Calls calls() {
        return calls;
    }

    /** Legs that have not ended, in both directions; for leak checks. */
    public synchronized int legs() {
        return endpoint == null ? 0 : endpoint.activeLegs();
    }

    /** How the trunks stand, asked every 30 s. */
    synchronized List<TrunkState> trunks() {
        return endpoint == null ? List.of() : endpoint.trunks();
    }

    /** The phones that are registered. */
    synchronized List<Registration> phones() {
        return endpoint == null ? List.of() : endpoint.registrations();
    }

    /** Whether phones may register at that number. */
    public boolean isExtension(String number) {
        return extensions.password(number).isPresent();
    }

    /** What is registered at that extension. */
    public synchronized Optional<Registration> phone(String extension) {
        return endpoint == null ? Optional.empty() : endpoint.registration(extension);
    }

    /** A phone that is part of this process takes its extension's calls. */
    public synchronized void attach(Registration phone) {
        endpoint.attach(phone);
    }

    public synchronized void detach(Registration phone) {
        if (endpoint != null) {
            endpoint.detach(phone);
        }
    }

    public MediaEngine media() {
        return media;
    }

    String healthToken() {
        return healthToken;
    }

    private final class Arrivals implements SipEvents {

        @Override public void incoming(IncomingCall call) {
            calls.incoming(call, trunks.isCentre(call.source()));
        }

        @Override public boolean hasRoom() {
            return calls.hasRoom();
        }

        @Override public void full(String sipCallId, String caller, String dialed, CallSource source) {
            if (turnedAway.add(sipCallId)) {
                desk.turnedAway(new CallFacts(CallIds.next(), sipCallId, caller, dialed, source, clock.instant(), false, CallFacts.Direction.IN));
            }
        }
    }
}
