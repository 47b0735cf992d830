package zhiyin.collect;

import java.time.LocalDate;
import java.util.Optional;
import zhiyin.spi.dialogue.EntryRule;
import zhiyin.spi.dialogue.Prompt;

/**
 * A citizen's number, GB 11643-1999: six digits of place, eight of birth, three of sequence, and the check character of
 * ISO 7064 MOD 11-2, whose X is keyed as {@code *}.
 *
 * @param today nobody is born after it
 */
record IdCardRule(LocalDate today) implements EntryRule {

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";

    @Override public int maxLength() {
        return 18;
    }

    @Override public boolean takesStar(String keyed) {
        return keyed.length() == 17;
    }

    @Override public Verdict judge(String keyed) {
        if (!keyed.matches("\\d{17}[\\d*]")) {
            return Verdict.refuse(Prompt.of("身份证号码应为18位，末位X请按星号键，请重新输入。", "The ID number has 18 places; key star for X. Please enter again. "));
        }
        String number = keyed.replace('*', 'X');
        if (CHECKS.charAt(sum(number) % 11) != number.charAt(17)) {
            return Verdict.refuse(Prompt.of("身份证号码有误，请核对后重新输入。", "The ID number is not right. Please check it and enter again. "));
        }
        Optional<LocalDate> birth = Dates.of(number.substring(6, 14));
        if (birth.isEmpty() || birth.get().isAfter(today)) {
            return Verdict.refuse(Prompt.of("身份证号码中的出生日期有误，请核对后重新输入。",
                    "The birth date in the ID number is not right. Please check it and enter again. "));
        }
        return Verdict.accept(number);
    }

    private static int sum(String number) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (number.charAt(i) - '0');
        }
        return sum;
    }
}
