/**
 * What a plugin author sees, and nothing else: a {@link zhiyin.spi.Step} is one small class that takes its validated
 * configuration and a {@link zhiyin.spi.StepContext}, talks to the citizen through a {@link zhiyin.spi.dialogue.Dialogue},
 * and answers with one {@link zhiyin.spi.Outcome}. No framework type appears here, so that a plugin outlives the engine's.
 */
package zhiyin.spi;
