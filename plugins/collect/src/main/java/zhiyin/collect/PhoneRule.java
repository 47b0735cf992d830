package zhiyin.collect;

import zhiyin.spi.dialogue.EntryRule;
import zhiyin.spi.dialogue.Prompt;

/** A Chinese number: mobile (11 digits from 1), or fixed (7 to 8 digits) with or without its area code (0 and two or three digits). */
record PhoneRule() implements EntryRule {

    private static final String NUMBER = "1\\d{10}|(0(10|2\\d|[3-9]\\d{2}))?[2-9]\\d{6,7}";

    @Override public int maxLength() {
        return 12;
    }

    /** A mobile number, and a fixed one behind an area code of three digits, has eleven digits and no more. */
    @Override public boolean isFull(String keyed) {
        return keyed.length() >= (keyed.matches("(1[3-9]|010|02).*") ? 11 : maxLength());
    }

    @Override public Verdict judge(String keyed) {
        return keyed.matches(NUMBER) ? Verdict.accept(keyed) : Verdict.refuse(Prompt.of("电话号码有误，请输入手机号码，或区号加固定电话号码。",
                "The number is not right. Please enter a mobile number, or the area code and a fixed-line number. "));
    }
}
