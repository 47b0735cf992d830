/**
 * The conversation with a citizen, the same on every channel: what is asked for, and what came back. All timing (no input,
 * time between keys, prompt barge-in) belongs to the channel that implements {@link zhiyin.spi.dialogue.Dialogue}; the rules of
 * which key means what are the pure machines {@link zhiyin.spi.dialogue.MenuRound} and
 * {@link zhiyin.spi.dialogue.EntryRound}, shared by the voice channel and the simulator.
 */
package zhiyin.spi.dialogue;
