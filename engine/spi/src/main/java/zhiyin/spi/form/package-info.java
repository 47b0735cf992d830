/** What a person fills in where a flow waits for one. */
package zhiyin.spi.form;
