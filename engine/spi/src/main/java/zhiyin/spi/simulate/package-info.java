/** A caller made of a script: one {@link zhiyin.spi.dialogue.Dialogue} for the flow interpreter, for cases and for plugins' tests. */
package zhiyin.spi.simulate;
