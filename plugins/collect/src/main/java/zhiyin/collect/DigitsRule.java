package zhiyin.collect;

import zhiyin.spi.dialogue.EntryRule;
import zhiyin.spi.dialogue.Prompt;

/** Digits, leading zeros kept. */
record DigitsRule(int min, int max) implements EntryRule {

    @Override public int maxLength() {
        return max;
    }

    @Override public Verdict judge(String keyed) {
        return keyed.length() >= min && keyed.length() <= max && keyed.matches("\\d+") ? Verdict.accept(keyed) : Verdict.refuse(min == max
                ? Prompt.of("应为" + min + "位数字，请重新输入。", "It must be " + min + " digits, please enter again. ")
                : Prompt.of("应为" + min + "到" + max + "位数字，请重新输入。", "It must be " + min + " to " + max + " digits, please enter again. "));
    }
}
