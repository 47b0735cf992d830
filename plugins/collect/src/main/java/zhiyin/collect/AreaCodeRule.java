package zhiyin.collect;

import zhiyin.spi.dialogue.EntryRule;
import zhiyin.spi.dialogue.Prompt;

/** An area code: 010, 021, 0531. */
record AreaCodeRule() implements EntryRule {

    @Override public int maxLength() {
        return 4;
    }

    @Override public Verdict judge(String keyed) {
        return keyed.matches("0\\d{2,3}") ? Verdict.accept(keyed) : Verdict.refuse(
                Prompt.of("区号有误，应以0开头，三位或四位。", "The area code is not right: it begins with 0 and has three or four digits. "));
    }
}
