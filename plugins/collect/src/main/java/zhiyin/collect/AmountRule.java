package zhiyin.collect;

import java.math.BigDecimal;
import zhiyin.spi.dialogue.EntryRule;
import zhiyin.spi.dialogue.Prompt;

/** Yuan, with {@code *} as the decimal point: {@code 123*4} is 123.40. Up to nine digits before it and two after. */
record AmountRule() implements EntryRule {

    @Override public int maxLength() {
        return 12;
    }

    @Override public boolean takesStar(String keyed) {
        return !keyed.isEmpty() && keyed.indexOf('*') < 0;
    }

    @Override public Verdict judge(String keyed) {
        if (!keyed.matches("\\d{1,9}(\\*\\d*)?")) {
            return Verdict.refuse(Prompt.of("金额有误，小数点请按星号键，请重新输入。", "The amount is not right. Key star for the decimal point. Please enter again. "));
        }
        BigDecimal amount = new BigDecimal(keyed.endsWith("*") ? keyed.replace("*", "") : keyed.replace('*', '.'));
        return amount.scale() <= 2 ? Verdict.accept(amount.setScale(2)) : Verdict.refuse(
                Prompt.of("金额最多两位小数，请重新输入。", "An amount has two decimals at most, please enter again. "));
    }
}
