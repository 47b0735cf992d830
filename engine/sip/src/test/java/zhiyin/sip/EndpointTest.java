package zhiyin.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointTest {

    private static final Sdp OFFER = Sdp.offer("127.0.0.1", 41000);

    private static SipEndpoint started(SipSettings settings, SipEvents events) {
        return SipEndpoint.start(settings, Accounts.NONE, events);
    }

    @Test
    void leavesNoThreadBehind() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Callee application = Callee.answering();
        try (SipEndpoint callee = started(SipSettings.on("127.0.0.1", 0), application);
                SipEndpoint caller = started(SipSettings.on("127.0.0.1", 0)
                        .withTrunks(Trunk.to("b", "127.0.0.1", callee.port()).over(Transport.TCP)), Callee.answering())) {
            Story story = new Story();
            caller.call(OutgoingCall.to("1", "2", OFFER), story);
            story.await("answered");
            application.story().await("acked");
        }
        awaitNoneBut(before);
    }

    private static void awaitNoneBut(Set<Thread> before) {
        try {
            Eventually.until("threads end", () -> left(before).isEmpty());
        } catch (AssertionError e) {
            throw new AssertionError("left: " + left(before), e);
        }
    }

    private static List<Thread> left(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> !before.contains(thread) && sipThread(thread)).toList();
    }

    /** The tests' own runner starts threads too; those of the stack and of ours are told by their names. */
    private static boolean sipThread(Thread thread) {
        return thread.getName().matches("(?i).*(sip|udp|tcp|tls|pipeline|messageprocessor|scanner|timer).*");
    }

    @Test
    void hangsUpItsCallsOnClosing() {
        Callee application = Callee.answering();
        try (SipEndpoint callee = started(SipSettings.on("127.0.0.1", 0), application)) {
            SipEndpoint caller = started(SipSettings.on("127.0.0.1", 0)
                    .withTrunks(Trunk.to("b", "127.0.0.1", callee.port())), Callee.answering());
            Story story = new Story();
            caller.call(OutgoingCall.to("1", "2", OFFER), story);
            application.story().await("acked");
            caller.close();
            assertThat(application.story().awaitEnd().kind()).isEqualTo(EndCause.Kind.REMOTE_BYE);
            assertThat(story.cause.kind()).isEqualTo(EndCause.Kind.LOCAL_BYE);
        }
    }

    @Test
    void saysThatAPortIsTakenAndLeavesNoThreadBehind() throws IOException {
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            assertThatThrownBy(() -> started(SipSettings.on("127.0.0.1", first.getLocalPort()), Callee.answering()))
                    .isInstanceOf(UncheckedIOException.class).hasMessageContaining("TCP port " + first.getLocalPort());
            awaitNoneBut(before);
        }
    }

    @Test
    void refusesCallsBeyondItsRoomButNeverTheHealthCall() {
        CallLimits one = CallLimits.STANDARD.withMaxCalls(1).withHealthToken("t0ken");
        Callee application = Callee.answering();
        try (SipEndpoint endpoint = started(SipSettings.on("127.0.0.1", 0).withLimits(one), application);
                RawPhone phone = RawPhone.near(endpoint.port())) {
            phone.send(phone.invite(""));
            phone.receive("SIP/2.0 200");
            phone.send(phone.invite(""));
            phone.receive("SIP/2.0 503");
            phone.send(phone.invite(SipSettings.HEALTH_HEADER + ": t0ken\r\n"));
            phone.receive("SIP/2.0 200");
            phone.send(phone.invite(SipSettings.HEALTH_HEADER + ": guess\r\n"));
            phone.receive("SIP/2.0 503");
            assertThat(application.turnedAway).as("both are told, with who called what").hasSize(2).allMatch(call -> call.matches("\\S+ \\d+"));
        }
    }

    @Test
    void turnsAFloodAwayAtTheGate() throws IOException {
        Optional<InetAddress> own = ownAddress();
        assumeTrue(own.isPresent(), "this machine has no address but loopback, which is exempt from the rate limit");
        CallLimits slow = CallLimits.STANDARD.withInvitesPerSecond(3);
        Callee application = Callee.doing((call, story) -> call.reject(486, "Busy Here"));
        try (SipEndpoint endpoint = started(SipSettings.on("0.0.0.0", 0).advertising(own.get().getHostAddress()).withLimits(slow), application);
                RawPhone phone = new RawPhone(own.get(), new InetSocketAddress(own.get(), endpoint.port()))) {
            for (int invite = 0; invite < 50; invite++) {
                phone.send(phone.invite(""));
            }
            assertThat(RawPhone.header(phone.receive("SIP/2.0 503"), "Retry-After")).isEqualTo("10");
            Eventually.until("the flood is counted", () -> endpoint.counts().flooded() >= 40);
            assertThat(application.stories).hasSizeLessThan(11);
        }
    }

    private static Optional<InetAddress> ownAddress() throws IOException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress()).findFirst();
    }

    @Test
    void speaksTls(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("tls.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias", "sip", "-keyalg", "EC", "-dname", "CN=localhost", "-validity", "2", "-storetype", "PKCS12",
                "-keystore", store.toString(), "-storepass", "changeit").inheritIO().start();
        assertThat(keytool.waitFor()).isZero();
        TlsSettings tls = new TlsSettings(0, context(store, "changeit".toCharArray()));
        Callee application = Callee.answering();
        try (SipEndpoint callee = started(SipSettings.on("127.0.0.1", 0).withTls(tls), application);
                SipEndpoint caller = started(SipSettings.on("127.0.0.1", 0).withTls(tls)
                        .withTrunks(Trunk.to("b", "127.0.0.1", callee.tlsPort()).over(Transport.TLS)), Callee.answering())) {
            Story story = new Story();
            caller.call(OutgoingCall.to("12333", "1", OFFER), story);
            story.await("answered");
            application.story().await("acked");
            assertThat(application.call().source().transport()).isEqualTo(Transport.TLS);
            application.call().hangUp();
            assertThat(story.awaitEnd().kind()).isEqualTo(EndCause.Kind.REMOTE_BYE);
        }
    }

    /** Shows what is in the store and trusts it. */
    private static SSLContext context(Path store, char[] password) throws Exception {
        KeyStore keys = KeyStore.getInstance(store.toFile(), password);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, password);
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("sip", keys.getCertificate("sip"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void believesAssertedIdentityFromATrunkOnly() {
        for (boolean trusted : List.of(true, false)) {
            Callee application = Callee.answering();
            SipSettings settings = SipSettings.on("127.0.0.1", 0);
            try (SipEndpoint endpoint = started(trusted ? settings.withTrunks(Trunk.to("carrier", "127.0.0.1", 9)) : settings, application);
                    RawPhone phone = RawPhone.near(endpoint.port())) {
                phone.send(phone.invite("P-Asserted-Identity: <sip:+8613800138000@carrier.example.com>\r\n"));
                phone.receive("SIP/2.0 200");
                assertThat(application.call().caller()).isEqualTo(trusted ? "+8613800138000" : "phone");
                assertThat(application.call().source().name()).isEqualTo(trusted ? "carrier" : null);
            }
        }
    }

    /** RFC 3323, section 4.1.1.3 */
    @Test
    void aNumberThatIsWithheldIsEmpty() {
        Callee application = Callee.answering();
        try (SipEndpoint endpoint = started(SipSettings.on("127.0.0.1", 0), application); RawPhone phone = RawPhone.near(endpoint.port())) {
            phone.send(phone.invite("").replaceFirst("From: [^;]*", "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>"));
            phone.receive("SIP/2.0 200");
            assertThat(application.call().caller()).isEmpty();
        }
    }

    @Test
    void takesTheTrunkWithTheLongestPrefix() {
        Trunk any = Trunk.to("any", "127.0.0.1", 9);
        Trunk abroad = Trunk.to("abroad", "127.0.0.1", 9).taking("00");
        Trunk local = Trunk.to("local", "127.0.0.1", 9).taking("0010", "010");
        try (SipEndpoint endpoint = started(SipSettings.on("127.0.0.1", 0).withTrunks(any, abroad, local), Callee.answering())) {
            assertThat(endpoint.trunkFor("0044").map(Trunk::id)).contains("abroad");
            assertThat(endpoint.trunkFor("00108").map(Trunk::id)).contains("local");
            assertThat(endpoint.trunkFor("138").map(Trunk::id)).contains("any");
        }
    }
}
