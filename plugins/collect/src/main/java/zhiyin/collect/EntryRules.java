package zhiyin.collect;

import java.time.Clock;
import java.time.LocalDate;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;
import zhiyin.spi.dialogue.EntryRule;

/** The rule of each kind of entry. */
final class EntryRules {

    private EntryRules() { }

    static EntryRule of(CollectStep.Config config, Clock clock) {
        return switch (config.type()) {
            case "digits", "accountNumber" -> digits(config, 1, 20);
            case "pin" -> digits(config, 6, 6);
            case "idCard" -> new IdCardRule(LocalDate.now(clock));
            case "phone" -> new PhoneRule();
            case "amount" -> new AmountRule();
            case "date" -> new DateRule(config.moment(), LocalDate.now(clock));
            case "time" -> new TimeRule();
            case "dateTime" -> new DateTimeRule(config.moment(), java.time.LocalDateTime.now(clock));
            case "areaCode" -> new AreaCodeRule();
            default -> throw new StepFailure(Category.CONFIG, "The type " + config.type() + " is unknown.", "collect",
                    "Choose one of the types offered.");
        };
    }

    /** A bound left out (0) is the type's own, moved aside where the other bound asks for it. */
    private static EntryRule digits(CollectStep.Config config, int usualMin, int usualMax) {
        int min = config.min() > 0 ? config.min() : config.max() > 0 ? Math.min(usualMin, config.max()) : usualMin;
        int max = config.max() > 0 ? config.max() : Math.max(usualMax, min);
        if (min > max) {
            throw new StepFailure(Category.CONFIG, "min " + min + " is above max " + max + ".", "collect", "Correct min or max.");
        }
        return new DigitsRule(min, max);
    }
}
