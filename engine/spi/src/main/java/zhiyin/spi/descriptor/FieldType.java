package zhiyin.spi.descriptor;

import java.util.Locale;

/** The kinds of configuration field; the designer has one form component for each. */
public enum FieldType {
    /** A word or line; a {@code ${variable}} inside is replaced. */
    TEXT,
    /** What is said: one text, or a map of language to text. Bound to {@link zhiyin.spi.dialogue.Prompt}. */
    PROMPT,
    /** A whole number within min and max. Bound to int. */
    INTEGER,
    /** true or false. */
    BOOLEAN,
    /** One of the options. */
    CHOICE,
    /** Seconds, such as {@code 5} or {@code 0.2}. Bound to Duration. */
    DURATION,
    /** A map of key to label; each is an exit {@code key1}. A label may be {@code zh|en}. */
    KEYS,
    /** The name of the flow variable that the step sets. */
    VARIABLE,
    /** A map of flow variable to the name of a result's field; the step sets the variables. */
    RESULTS,
    /** A map of name to value; {@code ${variable}} is replaced by the variable with its type. */
    VALUES,
    /** A map of flow variable to value, replaced likewise; the step sets the variables. */
    ASSIGNMENTS,
    /** A list of words; {@code ${variable}} inside is replaced, and a list variable is spread. */
    LIST,
    /** The name of a connector file. */
    CONNECTOR,
    /** The id of a calendar. */
    CALENDAR,
    /** The name of a rule table. */
    TABLE;

    public static FieldType of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
