/** The command line behind {@code ./zhiyin}: a plain program that speaks to the engine as any caller and any script would. */
package zhiyin.app.cli;
