package zhiyin.rtp;

/** The two G.711 codecs, 8 kHz mono, one byte a sample. */
public enum Codec {

    /** A-law, static payload type 8 (RFC 3551). */
    PCMA(8, G711.aLawEncoder(), 3, G711.aLawDecoder()),
    /** Mu-law, static payload type 0 (RFC 3551). */
    PCMU(0, G711.muLawEncoder(), 2, G711.muLawDecoder());

    private final int payloadType;
    private final byte[] encoder;
    private final int unusedBits;
    private final int offset;
    private final short[] decoder;
    private final byte silence;

    Codec(int payloadType, byte[] encoder, int unusedBits, short[] decoder) {
        this.payloadType = payloadType;
        this.encoder = encoder;
        this.unusedBits = unusedBits;
        this.offset = encoder.length / 2;
        this.decoder = decoder;
        this.silence = encode((short) 0);
    }

    /** The static payload type of RFC 3551. */
    public int payloadType() {
        return payloadType;
    }

    public byte encode(short sample) {
        return encoder[(sample >> unusedBits) + offset];
    }

    public short decode(byte code) {
        return decoder[code & 0xFF];
    }

    /** The code of digital silence. */
    byte silence() {
        return silence;
    }

    void encode(short[] samples, byte[] codes, int count) {
        for (int i = 0; i < count; i++) {
            codes[i] = encoder[(samples[i] >> unusedBits) + offset];
        }
    }
}
