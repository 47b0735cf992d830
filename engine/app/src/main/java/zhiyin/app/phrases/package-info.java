/** Renders the shipped flows' fixed prompts to recordings: {@code ./zhiyin phrases}. Runs without the engine. */
package zhiyin.app.phrases;
