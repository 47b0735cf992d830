/** The record of every contact: rows, path events, content events and the daily text files. */
package zhiyin.app.record;
