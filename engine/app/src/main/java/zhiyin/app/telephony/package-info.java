/** Joins signalling, media, calls and flows: what becomes of a call that arrives, and what a flow may do with it. */
package zhiyin.app.telephony;
