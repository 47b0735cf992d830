package zhiyin.routing.assign;

/**
 * A file of rules in DRL, the language of Drools.
 *
 * @param name as people know it, for error texts: flows/assignment.drl
 */
public record RuleSource(String name, String text) { }
