/**
 * Who takes which waiting contact. {@link zhiyin.routing.assign.Assigner} is a function of a snapshot and knows no rule engine; what the centre's own rules wish for a
 * contact is asked of {@link zhiyin.routing.assign.ContactRules} beforehand, off the call path.
 */
package zhiyin.routing.assign;
