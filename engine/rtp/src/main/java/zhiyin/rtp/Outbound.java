package zhiyin.rtp;

import java.net.InetSocketAddress;
import java.util.Arrays;

/** What leaves one port: every 20 ms one packet, of silence if there is nothing to say. Wheel thread only. */
final class Outbound {

    private final RtpSender sender;
    private final Player player;
    private final KeySender keys;
    private final Mix mix = new Mix();
    private final short[] frame = new short[Frames.SAMPLES];
    private final byte[] codes = new byte[Frames.SAMPLES];
    private Codec silentCodec;
    private boolean voiced;
    private boolean flowing;

    Outbound(RtpSender sender, Player player, KeySender keys) {
        this.sender = sender;
        this.player = player;
        this.keys = keys;
    }

    /** The audio of the present frame, for recordings. */
    short[] frame() {
        return frame;
    }

    void send(RemoteMedia remote, InetSocketAddress target, MediaTable.Row[] inputs, long tick) {
        boolean sound = mix(inputs, tick);
        boolean key = keys.sending(sender, remote);
        if (key && keys.asEvent() && remote.telephoneEvents()) {
            keys.event(sender, target, remote.telephoneEventPayloadType());
            flowing = false;
            return;
        }
        if (key) {
            keys.tone(frame);
        }
        sendAudio(remote, target, sound || key);
    }

    private void sendAudio(RemoteMedia remote, InetSocketAddress target, boolean sound) {
        if (sound) {
            remote.codec().encode(frame, codes, codes.length);
            silentCodec = null;
        } else if (silentCodec != remote.codec()) {
            silentCodec = remote.codec();
            Arrays.fill(codes, silentCodec.silence());
        }
        // The marker shows where a talkspurt starts (RFC 3551 section 4.1), here also where the stream itself does.
        sender.audio(target, remote.payloadType(), !flowing || (sound && !voiced), codes);
        voiced = sound;
        flowing = true;
    }

    private boolean mix(MediaTable.Row[] inputs, long tick) {
        mix.clear();
        boolean sound = player.mixInto(mix, tick) | mix.addAll(inputs, tick);
        if (sound) {
            mix.writeTo(frame);
        } else if (voiced) {
            Arrays.fill(frame, (short) 0);
        }
        return sound;
    }

    /** On hold, or not connected. */
    void rest() {
        player.idle();
        if (voiced) {
            Arrays.fill(frame, (short) 0);
        }
        voiced = false;
        flowing = false;
    }
}
