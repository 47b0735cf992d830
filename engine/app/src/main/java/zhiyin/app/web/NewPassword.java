package zhiyin.app.web;

import java.nio.charset.StandardCharsets;
import zhiyin.app.people.Refused;
import zhiyin.app.people.Words;

/** A password to set; never logged. */
record NewPassword(String password) {

    private static final int SHORTEST = 10;
    /** BCrypt reads no further. */
    private static final int LONGEST_BYTES = 72;

    /** The password, if it is long enough. @param place whose it is */
    String checked(String place) {
        String given = password == null ? "" : password;
        if (given.length() < SHORTEST || given.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw Refused.invalid(place, new Words("密码至少 " + SHORTEST + " 个字符，至多 " + LONGEST_BYTES + " 个字节。", "A password has at least " + SHORTEST + " characters and at most " + LONGEST_BYTES + " bytes."),
                    new Words("请另选一个。", "Choose another one."));
        }
        return given;
    }

    @Override public String toString() {
        return "NewPassword";
    }
}
