/**
 * Rule tables, and who takes which contact. The only package that knows Drools. Functions of what they are handed: no clock, no
 * database, no call.
 */
package zhiyin.routing;
