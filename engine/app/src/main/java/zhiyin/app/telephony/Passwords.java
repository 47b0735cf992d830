package zhiyin.app.telephony;

import java.util.random.RandomGenerator;

/** Passwords that a person can read off a screen and type: no letters that look alike. */
public final class Passwords {

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 12;

    private Passwords() { }

    /** Twelve letters and digits, about 59 bits. */
    public static String random(RandomGenerator random) {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
