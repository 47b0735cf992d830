package zhiyin.rtp;

/** The sixteen keys with their events (RFC 4733 section 3.2) and their pairs of frequencies (ITU-T Q.23). */
final class KeyTone {

    static final String DIGITS = "0123456789*#ABCD";

    static final double[] LOW = {697, 770, 852, 941};
    static final double[] HIGH = {1209, 1336, 1477, 1633};

    private static final String KEYPAD = "123A456B789C*0#D";
    /** Each of the two tones at about -12 dBFS: loud enough for any detector, their sum never clips. */
    private static final double AMPLITUDE = 8000;

    private final double low;
    private final double high;

    private KeyTone(int row, int column) {
        this.low = radians(LOW[row]);
        this.high = radians(HIGH[column]);
    }

    private static double radians(double frequency) {
        return 2 * Math.PI * frequency / AudioClip.SAMPLE_RATE;
    }

    static KeyTone of(char digit) {
        int key = KEYPAD.indexOf(digit);
        return new KeyTone(key / 4, key % 4);
    }

    static char digit(int row, int column) {
        return KEYPAD.charAt(row * 4 + column);
    }

    /** The event of a digit; lower-case letters are accepted. */
    static int event(char digit) {
        int event = DIGITS.indexOf(Character.toUpperCase(digit));
        if (event < 0) {
            throw new IllegalArgumentException("not a key: '" + digit + "'");
        }
        return event;
    }

    short sample(long n) {
        return (short) Math.round(AMPLITUDE * (Math.sin(low * n) + Math.sin(high * n)));
    }
}
