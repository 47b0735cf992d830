package zhiyin.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RtcpTest {

    @Test
    void saysByeToTheSignalledRtcpAddressAndNamesItself() throws Exception {
        try (MediaEngine engine = new MediaEngine(new MediaSettings(FarEnd.LOOPBACK, 22000, 22009));
                FarEnd rtp = new FarEnd(); FarEnd rtcp = new FarEnd()) {
            MediaPort port = engine.open(MediaListener.NONE);
            port.connect(new RemoteMedia(rtp.address(), rtcp.address(), Codec.PCMU, 0, 101, true, true));
            Await.until("RTP", () -> rtp.received.size() > 3);
            port.close();
            // A report of its own may have been due before; the BYE ends what comes last.
            Await.until("packet type BYE", () -> !rtcp.received.isEmpty() && typeOfTheLastPart(rtcp) == 203);
            FarEnd.Packet last = rtcp.received.get(rtcp.received.size() - 1);
            assertThat(rtcp.received.get(0).payloadType()).as("sender report").isEqualTo(200 & 0x7F);
            assertThat(last.ssrc()).as("an NTP time, not zero").isNotZero();
        }
    }

    private static int typeOfTheLastPart(FarEnd rtcp) {
        byte[] payload = rtcp.received.get(rtcp.received.size() - 1).payload();
        return payload[payload.length - 7] & 0xFF;
    }

    @Test
    void measuresLossAndRoundTripFromReports() throws Exception {
        try (MediaEngine engine = new MediaEngine(new MediaSettings(FarEnd.LOOPBACK, 22010, 22019));
                FarEnd far = new FarEnd()) {
            MediaPort port = engine.open(MediaListener.NONE);
            port.connect(far.media(Codec.PCMU));
            Await.until("RTP", () -> !far.received.isEmpty());
            long seconds = System.currentTimeMillis() / 1000 + 2_208_988_800L;
            long fraction = (System.currentTimeMillis() % 1000 << 32) / 1000;
            int now = (int) ((seconds << 32 | fraction) >> 16);
            byte[] report = ByteBuffer.allocate(32).put((byte) 0x81).put((byte) 201).putShort((short) 7).putInt(1)
                    .putInt(far.received.get(0).ssrc()).putInt(7).putInt(0).putInt(0).putInt(now - 6553).putInt(0).array();
            far.send(new InetSocketAddress(FarEnd.LOOPBACK, port.localPort() + 1), report);
            Await.until("report read", () -> port.statistics().remoteLost() == 7);
            Await.until("round trip", () -> port.statistics().roundTripMs() >= 90);
            assertThat(port.statistics().roundTripMs()).isLessThan(20_000);
            Random random = new Random(4);
            for (int i = 0; i < 200; i++) {
                byte[] bytes = new byte[random.nextInt(80)];
                random.nextBytes(bytes);
                far.send(new InetSocketAddress(FarEnd.LOOPBACK, port.localPort() + 1), bytes);
            }
            far.audio(port, Codec.PCMU, new short[160]);
            Await.until("still alive", () -> port.statistics().packetsReceived() == 1);
        }
    }

    @Test
    void countsLossOverAWrapAndAReorderedPacket() {
        Reception reception = new Reception();
        RtpPacket packet = new RtpPacket();
        AtomicReference<Boolean> started = new AtomicReference<>(false);
        for (int sequence : List.of(65533, 65534, 0, 65535, 2, 3)) {
            packet.parse(ByteBuffer.allocate(13).put((byte) 0x80).put((byte) 0).putShort((short) sequence).putInt(0)
                    .putInt(1).put((byte) 1).flip());
            if (!started.getAndSet(true)) {
                reception.restart(packet);
            }
            reception.count(packet);
        }
        assertThat(reception.expected()).isEqualTo(7);
        assertThat(reception.lost()).isEqualTo(1);
    }
}
