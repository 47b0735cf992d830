package zhiyin.flow.run;

import java.time.Instant;
import zhiyin.spi.StepFailure;

/**
 * One line of a call's path.
 *
 * @param at       when the step began
 * @param step     the descriptor's name
 * @param prompt   what was said
 * @param keys     what was keyed; a secret's keys are dots
 * @param outcome  the outcome's name; null when it failed or was interrupted
 * @param error    category, message, place and remedy; null without a failure
 */
public record StepEvent(String callId, Instant at, long durationMs, String flow, int version, String element, String step,
                        String prompt, String keys, String outcome, StepFailure error) { }
