package zhiyin.app.casework;

import zhiyin.app.people.Refused;
import zhiyin.app.people.Words;

/** What people write to what they do. */
final class Remarks {

    private static final int LONGEST = 2000;

    private Remarks() { }

    static boolean isNone(String remark) {
        return remark == null || remark.isBlank();
    }

    /** @param field names it in the request; @return it, as it is; @throws Refused if there is none, or it is too long */
    static String wanted(String field, String remark) {
        if (isNone(remark) || remark.length() > LONGEST) {
            throw Refused.invalid(field, new Words("须写明理由，不超过 " + LONGEST + " 个字。", "A reason is wanted, of at most " + LONGEST + " characters."), new Words("请填写意见。", "Write it down."));
        }
        return remark;
    }
}
