package zhiyin.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiyin.app.LeakCheck;
import zhiyin.app.cases.RunningHotline;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Units;
import zhiyin.call.phone.PhoneCall;
import zhiyin.sip.RawPhone;

/** Broken SIP and broken RTP reach the running hotline while somebody talks to it: the call goes on, and nothing is left behind. */
@ExtendWith(Hotline.Shared.class)
class MalformedTest {

    private static final int EVENTS = 101;

    private final Hotline hotline;
    private final Random random = new Random(7_391);
    private LeakCheck leaks;

    MalformedTest(Hotline hotline) {
        this.hotline = hotline;
    }

    @BeforeEach void count() {
        leaks = new LeakCheck(hotline.app.context());
    }

    @AfterEach void nothingIsLeft() {
        leaks.nothingLeft();
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    /** What fuzzers, broken phones and attackers send. */
    private List<byte[]> brokenMessages(RawPhone phone) {
        String invite = phone.invite("");
        List<String> texts = new ArrayList<>(List.of("", "\r\n\r\n", "INVITE", "INVITE sip:12333@127.0.0.1 SIP/2.0\r\n\r\n", "SIP/2.0 200 OK\r\n\r\n",
                invite.replace("SIP/2.0\r\nVia", "SIP/7.0\r\nVia"), invite.replaceFirst("Call-ID: [^\r]*\r\n", ""), invite.replaceFirst("CSeq: 1 INVITE", "CSeq: 99999999999999 INVITE"),
                invite.replaceFirst("CSeq: 1 INVITE", "CSeq: 1 BYE"), invite.replaceFirst("Content-Length: \\d+", "Content-Length: -1"),
                invite.replaceFirst("Content-Length: \\d+", "Content-Length: 65000"), invite.replaceFirst("From: [^\r]*", "From: <<<sip:@@>;tag"),
                invite.replaceFirst("To: [^\r]*", "To: \"" + "x".repeat(3000)), invite.replaceFirst("Via: [^\r]*\r\n", ""), invite.replaceFirst("Via: [^\r]*", "Via: SIP/2.0/UDP 256.1.1.1:99999;branch="),
                invite.replaceFirst("Contact: [^\r]*", "Contact: <mailto:x>"), invite.replaceFirst("Max-Forwards: 70", "Max-Forwards: many"),
                invite.replace("INVITE sip:12333@127.0.0.1 SIP", "INVITE sip:%00%ff'; drop table contact;--@127.0.0.1 SIP"),
                phone.request("CANCEL", "", ""), phone.request("ACK", "", ""), phone.request("BYE", "", ""), phone.request("PRACK", "", ""), phone.request("NOTIFY", "", ""),
                phone.request("REGISTER", "Authorization: Digest x=\r\n", ""), phone.request("OPTIONS", "X: " + "y".repeat(60_000) + "\r\n", ""),
                phone.request("INVITE", "X-Many: 1\r\n".repeat(4000), "")));
        for (int at = 1; at < invite.length(); at += 37) {
            texts.add(invite.substring(0, at));
        }
        List<byte[]> messages = new ArrayList<>(texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList());
        for (int i = 0; i < 100; i++) {
            messages.add(noise(random.nextInt(1400)));
            byte[] bitten = invite.getBytes(StandardCharsets.UTF_8);
            bitten[random.nextInt(bitten.length)] = (byte) random.nextInt(256);
            messages.add(bitten);
        }
        messages.add(noise(65_000));
        return messages;
    }

    /** SEC: whatever comes to the SIP port over UDP and TCP, the caller in the menu is served, and a call after it too. */
    @Test void brokenSipDisturbsNobody() throws Exception {
        RawPhone raw = RawPhone.near(hotline.port());
        try (PhoneCall call = hotline.call("13700000004"); HastyPhone hasty = new HastyPhone(raw)) {
            call.ear().awaitSpeech(Hotline.PATIENCE);
            for (byte[] message : brokenMessages(raw)) {
                raw.send(message);
            }
            overTcp(brokenMessages(raw));
            Hotline.follow(call, "!1");
            RunningHotline.await(() -> hotline.path(call).contains("mainMenu>key1"));
        }
        try (PhoneCall next = hotline.call("13700000005")) {
            assertThat(next.ear().awaitSpeech(Hotline.PATIENCE)).isTrue();
        }
        RunningHotline.await(() -> hotline.health().status() == 200);
        // Some of the bitten INVITEs are still calls.
        RunningHotline.await(() -> hotline.app.bean(CallReports.class).calls(null, Units.ALL, null, 200).stream().allMatch(c -> c.endedAt() != null));
    }

    private void overTcp(List<byte[]> messages) throws IOException {
        for (int i = 0; i < messages.size(); i += 10) {
            try (Socket socket = new Socket("127.0.0.1", hotline.port())) {
                socket.getOutputStream().write(messages.get(i));
                socket.getOutputStream().flush();
            } catch (java.net.SocketException closedOnUs) {
                // The hotline may well close a connection that talks nonsense.
                continue;
            }
        }
    }

    /** Descriptions of sessions that nobody can hold are refused with 488 (RFC 3264 section 6), before any port is opened. */
    @ParameterizedTest @ValueSource(strings = {
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 5000 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n",
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n",
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 5000 RTP/AVP 96\r\na=rtpmap:96 opus/48000/2\r\n",
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 99999999 RTP/AVP 0\r\n",
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 not.an.address.at.all.\r\nt=0 0\r\nm=audio x RTP/AVP zero\r\n",
        "v=0\r\nnonsense\r\n\u0000\u0001\u0002"})
    void impossibleSessionIsRefused(String sdp) {
        try (RawPhone raw = RawPhone.near(hotline.port())) {
            String invite = raw.request("INVITE", "", sdp);
            raw.send(invite);
            String refusal = raw.receive("SIP/2.0 488");
            raw.send(raw.request("ACK", "sip:12333@127.0.0.1", "phone", RawPhone.header(refusal, "To"), 1, RawPhone.header(invite, "Call-ID"), "", "")
                    .replaceFirst("branch=[^\r]*", "branch=" + RawPhone.parameter(invite, "branch")));
        }
    }

    /** A call placed by hand, so that its RTP port is known and its own socket may send nonsense. */
    private final class HandMade implements AutoCloseable {

        private final RawPhone phone = RawPhone.near(hotline.port());
        private final DatagramSocket rtp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        private final String callId = RawPhone.newCallId();
        private final String answer;
        private final int port;
        private int sequence = 1000;

        private HandMade() throws IOException {
            phone.send(phone.request("INVITE", "sip:12333@127.0.0.1", "13700000006", "<sip:12333@127.0.0.1>", 1, callId, "", "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\n"
                    + "t=0 0\r\nm=audio " + rtp.getLocalPort() + " RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\n"));
            answer = phone.receive("SIP/2.0 200");
            port = Integer.parseInt(answer.replaceAll("(?s).*m=audio (\\d+).*", "$1"));
            within("ACK", 1);
        }

        private void within(String method, int number) {
            phone.send(phone.request(method, "sip:12333@127.0.0.1", "13700000006", RawPhone.header(answer, "To"), number, callId, "", ""));
        }

        /** As a phone sends: the next packet 20 ms later. */
        private void paced(byte[] datagram) throws IOException {
            send(datagram, port);
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }

        private void send(byte[] datagram, int to) throws IOException {
            rtp.send(new DatagramPacket(datagram, datagram.length, new InetSocketAddress("127.0.0.1", to)));
        }

        private byte[] packet(int first, int type, int ssrc, byte[] payload) {
            return ByteBuffer.allocate(12 + payload.length).put((byte) first).put((byte) type).putShort((short) sequence++).putInt(sequence * 160).putInt(ssrc).put(payload).array();
        }

        /** One second of a quiet line, as from a real phone. */
        private void quiet() throws IOException {
            byte[] silence = new byte[160];
            java.util.Arrays.fill(silence, (byte) 0xD5);
            for (int i = 0; i < 50; i++) {
                paced(packet(0x80, 8, 0x1234, silence));
            }
        }

        private void key(int event) throws IOException {
            int timestamp = sequence * 160;
            for (int i = 1; i <= 8; i++) {
                byte[] payload = {(byte) event, (byte) (i > 5 ? 0x8A : 0x0A), (byte) (Math.min(i, 5) * 160 >> 8), (byte) (Math.min(i, 5) * 160)};
                paced(ByteBuffer.allocate(16).put((byte) 0x80).put((byte) EVENTS).putShort((short) sequence++).putInt(timestamp).putInt(0x1234).put(payload).array());
            }
        }

        private boolean hears() throws IOException {
            rtp.setSoTimeout(10_000);
            DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
            rtp.receive(packet);
            return packet.getLength() > 12;
        }

        @Override public void close() {
            within("BYE", 2);
            phone.receive("SIP/2.0 200");
            phone.close();
            rtp.close();
        }
    }

    private CallReports.Call handMadeRecord(HandMade call) {
        return hotline.app.bean(CallReports.class).calls(null, Units.ALL, null, 200).stream().filter(c -> call.callId.equals(c.sipCallId())).findFirst().orElseThrow();
    }

    @Test void brokenRtpDisturbsNobody() throws Exception {
        HandMade call = new HandMade();
        try (call; DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThat(call.hears()).isTrue();
            call.quiet();
            for (byte[] datagram : brokenPackets(call)) {
                call.send(datagram, call.port);
                call.send(datagram, call.port + 1);
                stranger.send(new DatagramPacket(datagram, datagram.length, new InetSocketAddress("127.0.0.1", call.port)));
                stranger.send(new DatagramPacket(datagram, datagram.length, new InetSocketAddress("127.0.0.1", call.port + 1)));
            }
            assertThat(handMadeRecord(call).endedAt()).as("the call lives").isNull();
            call.quiet();
            call.key(1);
            RunningHotline.await(() -> hotline.app.bean(CallReports.class).path(handMadeRecord(call).callId()).stream().anyMatch(s -> "key1".equals(s.outcome())));
            assertThat(call.hears()).isTrue();
        }
        RunningHotline.await(() -> handMadeRecord(call).endedAt() != null);
        assertThat(handMadeRecord(call).endReason()).isEqualTo("callerHungUp");
        assertThat(hotline.app.bean(CallReports.class).path(handMadeRecord(call).callId()).stream().map(CallReports.Step::keys)).as("no key but the true one").doesNotContain("9");
    }

    private List<byte[]> brokenPackets(HandMade call) {
        List<byte[]> packets = new ArrayList<>();
        for (int length = 0; length < 1500; length += 11) {
            packets.add(noise(length));
        }
        for (int version = 0; version < 4; version++) {
            packets.add(call.packet(version << 6 | 0x3F, 8, 0x1234, noise(160)));
        }
        // Header extensions, CSRC lists and padding that promise more than there is.
        packets.add(call.packet(0x9F, 8, 0x1234, new byte[] {1, 2, (byte) 0xFF, (byte) 0xFF}));
        packets.add(call.packet(0xA0, 8, 0x1234, new byte[] {(byte) 0xFF}));
        for (int type = 0; type < 128; type++) {
            if (type != EVENTS) {
                packets.add(call.packet(0x80, type, 0x1234, noise(160)));
            }
        }
        for (int ssrc = 0; ssrc < 20; ssrc++) {
            packets.add(call.packet(0x80, 8, random.nextInt(), noise(160)));
        }
        // Events cut short, and events that are no keys.
        for (int length = 0; length < 4; length++) {
            packets.add(call.packet(0x80, EVENTS, 0x1234, new byte[length]));
        }
        for (int event = 16; event < 256; event += 5) {
            packets.add(call.packet(0x80, EVENTS, 0x1234, new byte[] {(byte) event, 0x0A, 3, (byte) 0xFF}));
        }
        return packets;
    }
}
