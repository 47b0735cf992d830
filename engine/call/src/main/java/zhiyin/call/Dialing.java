package zhiyin.call;

import java.time.Duration;
import zhiyin.spi.dialogue.Transferred;

/**
 * A call that we make.
 *
 * @param number      whose phone rings: an extension, or a number that a trunk's prefixes match
 * @param from        our number as that phone shows it
 * @param ring        how long it rings
 * @param language    spoken at first
 * @param leadIn      silence between a key's end and the next prompt
 * @param personsOnly whether to listen first who has answered, for at most six seconds; a machine hears nothing, its call ends as {@link #MACHINE}
 * @param begin       runs once it was answered; whoever it is ends the call by {@link Calls#hangUp}
 */
public record Dialing(String number, String from, Duration ring, String language, Duration leadIn, boolean personsOnly, Runnable begin) {

    /** How a call ends that a machine has answered, as its record has it. */
    public static final String MACHINE = "answeringMachine";

    /** How a call ends that came to nothing, as its record has it. */
    public static String endReason(Transferred.Result result) {
        return switch (result) {
            case ENDED -> "completed";
            case BUSY -> "calledBusy";
            case NO_ANSWER -> "calledNoAnswer";
            case REFUSED -> "calledRefused";
            case UNREACHABLE -> "calledUnreachable";
        };
    }
}
