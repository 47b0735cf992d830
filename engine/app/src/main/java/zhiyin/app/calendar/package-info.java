/** Working hours: weeks, lunch breaks, holidays and make-up days, as files the operator edits. */
package zhiyin.app.calendar;
