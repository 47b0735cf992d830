package zhiyin.collect;

import java.time.LocalTime;
import java.util.Optional;
import zhiyin.spi.dialogue.EntryRule;
import zhiyin.spi.dialogue.Prompt;

/** A time of day keyed as hhmm, 24 hours. */
record TimeRule() implements EntryRule {

    @Override public int maxLength() {
        return 4;
    }

    @Override public Verdict judge(String keyed) {
        Optional<LocalTime> time = keyed.matches("\\d{4}") ? Dates.timeOf(keyed) : Optional.empty();
        return time.isPresent() ? Verdict.accept(time.get()) : Verdict.refuse(Prompt.of("时间有误，请按24小时制输入时两位、分两位。",
                "The time is not right. Please enter hours and minutes in four digits, 24 hours. "));
    }
}
