package zhiyin.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class EventReceiverTest {

    private static final long MS = 1_000_000;

    private final HeardKeys keys = new HeardKeys();
    private final KeyPresses presses = new KeyPresses(keys);
    private final EventReceiver receiver = new EventReceiver(presses);
    private final RtpPacket packet = new RtpPacket();
    private long now = 1;

    private void event(int event, int timestamp, int duration, boolean end) {
        ByteBuffer bytes = ByteBuffer.allocate(16).put((byte) 0x80).put((byte) 101).putShort((short) 0)
                .putInt(timestamp).putInt(1).put((byte) event).put((byte) (end ? 0x80 : 0)).putShort((short) duration);
        assertThat(packet.parse(bytes.flip())).isTrue();
        receiver.receive(packet, now += 20 * MS);
    }

    @Test
    void reportsAKeyOnItsFirstPacketAndItsEndOnce() {
        event(5, 1000, 160, false);
        assertThat(keys.all()).isEqualTo("+5");
        event(5, 1000, 320, false);
        event(5, 1000, 480, true);
        event(5, 1000, 480, true);
        event(5, 1000, 480, true);
        assertThat(keys.all()).isEqualTo("+5-5");
        assertThat(keys.lastDurationMs).isEqualTo(60);
    }

    @Test
    void reportsAKeyWhoseFirstPacketsWereLost() {
        event(11, 1000, 480, true);
        assertThat(keys.all()).isEqualTo("+#-#");
    }

    @Test
    void toldTheSameKeyTwiceReportsTwo() {
        event(5, 1000, 480, true);
        event(5, 3000, 480, true);
        assertThat(keys.all()).isEqualTo("+5-5+5-5");
    }

    @Test
    void ignoresLatePacketsOfAnEarlierKey() {
        event(5, 1000, 160, false);
        event(5, 1000, 480, true);
        event(6, 3000, 160, false);
        event(5, 1000, 320, false);
        event(6, 3000, 480, true);
        event(5, 1000, 480, true);
        assertThat(keys.all()).isEqualTo("+5-5+6-6");
    }

    @Test
    void endsAKeyWhoseEndPacketsWereLostAfterATime() {
        event(5, 1000, 160, false);
        receiver.expire(now + 100 * MS);
        assertThat(keys.all()).isEqualTo("+5");
        receiver.expire(now + 151 * MS);
        receiver.expire(now + 500 * MS);
        event(5, 1000, 480, true);
        assertThat(keys.all()).isEqualTo("+5-5");
    }

    @Test
    void endsAKeyWhenTheNextOneComesBeforeItsEnd() {
        event(5, 1000, 160, false);
        event(6, 3000, 160, true);
        assertThat(keys.all()).isEqualTo("+5-5+6-6");
    }

    @Test
    void reportsAHeldKeyOnceAcrossSegments() {
        event(1, 1000, 160, false);
        event(1, 1000, 0xFFFF, false);
        event(1, 1000 + 0xFFFF, 160, false);
        event(1, 1000 + 0xFFFF, 800, true);
        assertThat(keys.all()).isEqualTo("+1-1");
        assertThat(keys.lastDurationMs).isEqualTo((0xFFFF + 800) / 8);
    }

    @Test
    void reportsAHeldKeyOnceThoughTheLastUpdateOfASegmentWasLost() {
        event(1, 1000, 65_000, false);
        event(1, 1000 + 0xFFFF, 160, true);
        assertThat(keys.all()).isEqualTo("+1-1");
    }

    @Test
    void aTimestampThatWrapsIsNotOld() {
        event(1, -100, 480, true);
        event(2, 2000, 480, true);
        assertThat(keys.all()).isEqualTo("+1-1+2-2");
    }

    @Test
    void ignoresEventsThatAreNoKeys() {
        event(16, 1000, 160, false);
        event(255, 2000, 160, true);
        assertThat(keys.log).isEmpty();
    }

    /** signalwire/freeswitch#2560. */
    @Test
    void theSameDigitByTwoWaysIsOneKey() {
        presses.started('5', KeySource.IN_BAND, now);
        event(5, 1000, 160, false);
        presses.ended(KeySource.IN_BAND, now, 60);
        event(5, 1000, 480, true);
        presses.started('5', KeySource.IN_BAND, now + 149 * MS);
        presses.ended(KeySource.IN_BAND, now + 150 * MS, 60);
        assertThat(keys.all()).isEqualTo("+5-5");
        presses.started('5', KeySource.IN_BAND, now + 400 * MS);
        assertThat(keys.all()).isEqualTo("+5-5+5");
    }
}
