/** What JAIN-SIP wants to create for itself, by class name: loggers and a router. Of no interest to users of {@code zhiyin.sip}. */
package zhiyin.sip.stack;
