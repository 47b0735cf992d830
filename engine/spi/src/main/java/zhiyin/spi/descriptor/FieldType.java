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
    /** A limit of working time, such as {@code 5d} or {@code 8h}. Bound to {@link zhiyin.spi.form.TimeLimit}, absent to null. */
    LIMIT,
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
    /** A map of name to value; {@code ${variable}} is replaced by the variable with its type. With options, the names are among them. */
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
    TABLE,
    /** The id of a queue. */
    QUEUE,
    /** The id of a unit; a {@code ${variable}} inside is replaced. */
    UNIT,
    /** A role that people have; a {@code ${variable}} inside is replaced. */
    ROLE,
    /** The login of a person; a {@code ${variable}} inside is replaced. */
    PERSON,
    /** The id of a flow on the channel {@code case}. */
    FLOW,
    /** The id of a flow on the channel {@code voice}. */
    VOICE,
    /** A map of variable to {@link zhiyin.spi.form.FormField}. Bound to a list of those. */
    FORM,
    /** A map of outcome to label, {@code zh|en}; each is an exit. Bound to a map of {@link zhiyin.spi.form.Label}. */
    CHOICES;

    public static FieldType of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
