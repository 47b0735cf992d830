package zhiyin.sip.stack;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;

/** Parsers that tell of every message they could not read, and that no message can make fail in any other way. */
public final class StrictParsers implements MessageParserFactory {

    private static final int LONGEST_PHRASE = 120;

    private final Runnable onMalformed;

    public StrictParsers(Runnable onMalformed) {
        this.onMalformed = onMalformed;
    }

    @Override
    public MessageParser createMessageParser(SIPTransactionStack stack) {
        return new Counting(new StringMsgParser());
    }

    private final class Counting implements MessageParser {

        private final StringMsgParser parser;

        Counting(StringMsgParser parser) {
            this.parser = parser;
        }

        @Override
        public SIPMessage parseSIPMessage(byte[] bytes, boolean readBody, boolean strict, ParseExceptionListener handler)
                throws ParseException {
            try {
                return parser.parseSIPMessage(bytes, readBody, strict, handler);
            } catch (ParseException e) {
                onMalformed.run();
                throw (ParseException) new ParseException(phrase(e.getMessage()), e.getErrorOffset()).initCause(e);
            } catch (RuntimeException | StackOverflowError e) {
                onMalformed.run();
                throw new ParseException(phrase("unreadable: " + e), 0);
            }
        }

        /** The stack puts it into the reason phrase of its 400, where a line break out of the message would end the line and begin a header of the sender's choice. */
        private static String phrase(String message) {
            String line = String.valueOf(message).replaceAll("[^ -~]+", " ").strip();
            return line.length() <= LONGEST_PHRASE ? line : line.substring(0, LONGEST_PHRASE);
        }
    }
}
