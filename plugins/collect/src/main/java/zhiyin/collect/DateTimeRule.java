package zhiyin.collect;

import java.time.LocalDateTime;
import java.util.Optional;
import zhiyin.spi.dialogue.EntryRule;
import zhiyin.spi.dialogue.Prompt;

/** A moment keyed as yyyymmddhhmm, by the centre's clock. @param moment any, past, future */
record DateTimeRule(String moment, LocalDateTime now) implements EntryRule {

    @Override public int maxLength() {
        return 12;
    }

    @Override public Verdict judge(String keyed) {
        Optional<LocalDateTime> at = !keyed.matches("\\d{12}") ? Optional.empty()
                : Dates.of(keyed.substring(0, 8)).flatMap(date -> Dates.timeOf(keyed.substring(8)).map(date::atTime));
        if (at.isEmpty()) {
            return Verdict.refuse(Prompt.of("时间有误，请按年四位、月日时分各两位重新输入。",
                    "The time is not right. Please enter year, month, day, hours and minutes in twelve digits. "));
        }
        if (moment.equals("past") && at.get().isAfter(now)) {
            return Verdict.refuse(Prompt.of("时间不能晚于现在，请重新输入。", "The time cannot be later than now, please enter again. "));
        }
        if (moment.equals("future") && at.get().isBefore(now)) {
            return Verdict.refuse(Prompt.of("时间不能早于现在，请重新输入。", "The time cannot be earlier than now, please enter again. "));
        }
        return Verdict.accept(at.get());
    }
}
