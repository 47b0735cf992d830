package zhiyin.collect;

import java.time.LocalDate;
import java.util.Optional;
import zhiyin.spi.dialogue.EntryRule;
import zhiyin.spi.dialogue.Prompt;

/** A day keyed as yyyymmdd. @param moment any, past (today too), future (today too) */
record DateRule(String moment, LocalDate today) implements EntryRule {

    @Override public int maxLength() {
        return 8;
    }

    @Override public Verdict judge(String keyed) {
        Optional<LocalDate> date = keyed.matches("\\d{8}") ? Dates.of(keyed) : Optional.empty();
        if (date.isEmpty()) {
            return Verdict.refuse(Prompt.of("日期有误，请按年四位、月两位、日两位重新输入。", "The date is not right. Please enter year, month and day in eight digits. "));
        }
        if (moment.equals("past") && date.get().isAfter(today)) {
            return Verdict.refuse(Prompt.of("日期不能晚于今天，请重新输入。", "The date cannot be after today, please enter again. "));
        }
        if (moment.equals("future") && date.get().isBefore(today)) {
            return Verdict.refuse(Prompt.of("日期不能早于今天，请重新输入。", "The date cannot be before today, please enter again. "));
        }
        return Verdict.accept(date.get());
    }
}
