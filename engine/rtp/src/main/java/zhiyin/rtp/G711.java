package zhiyin.rtp;

/**
 * G.711 tables, computed as in the reference code of ITU-T G.191: A-law works on 13 bits of a 16-bit sample,
 * mu-law on 14, so the encoders are indexed by the sample without its unused low bits.
 */
final class G711 {

    private static final int MU_LAW_BIAS = 33;
    private static final int MU_LAW_CLIP = 0x1FFF;

    private G711() {
    }

    /** 8192 codes, indexed by {@code (sample >> 3) + 4096}. */
    static byte[] aLawEncoder() {
        byte[] table = new byte[1 << 13];
        for (int i = 0; i < table.length; i++) {
            table[i] = aLaw(i - table.length / 2);
        }
        return table;
    }

    /** 16384 codes, indexed by {@code (sample >> 2) + 8192}. */
    static byte[] muLawEncoder() {
        byte[] table = new byte[1 << 14];
        for (int i = 0; i < table.length; i++) {
            table[i] = muLaw(i - table.length / 2);
        }
        return table;
    }

    static short[] aLawDecoder() {
        short[] table = new short[256];
        for (int code = 0; code < 256; code++) {
            table[code] = fromALaw(code);
        }
        return table;
    }

    static short[] muLawDecoder() {
        short[] table = new short[256];
        for (int code = 0; code < 256; code++) {
            table[code] = fromMuLaw(code);
        }
        return table;
    }

    private static byte aLaw(int sample13) {
        int magnitude = (sample13 < 0 ? ~sample13 : sample13) >> 1;
        int exponent = 0;
        while (magnitude > 31) {
            magnitude >>= 1;
            exponent++;
        }
        int code = magnitude > 15 ? ((exponent + 1) << 4) | (magnitude & 15) : magnitude;
        return (byte) ((sample13 < 0 ? code : code | 0x80) ^ 0x55);
    }

    private static byte muLaw(int sample14) {
        int magnitude = Math.min((sample14 < 0 ? ~sample14 : sample14) + MU_LAW_BIAS, MU_LAW_CLIP);
        int exponent = 26 - Integer.numberOfLeadingZeros(magnitude);
        int code = (exponent << 4) | ((magnitude >> (exponent + 1)) & 15);
        return (byte) ~(sample14 < 0 ? code | 0x80 : code);
    }

    private static short fromALaw(int code) {
        int bits = code ^ 0x55;
        int exponent = (bits >> 4) & 7;
        int magnitude = ((bits & 15) << 4) + 8;
        if (exponent > 0) {
            magnitude = (magnitude + 256) << (exponent - 1);
        }
        return (short) ((bits & 0x80) != 0 ? magnitude : -magnitude);
    }

    private static short fromMuLaw(int code) {
        int bits = ~code & 0xFF;
        int exponent = (bits >> 4) & 7;
        int magnitude = (((bits & 15) << 3) + 132 << exponent) - 132;
        return (short) ((bits & 0x80) != 0 ? -magnitude : magnitude);
    }
}
