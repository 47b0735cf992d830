/**
 * Text, typed values and language in; what is spoken or shown out. A prompt's way: {@link zhiyin.prompt.Templates} (FreeMarker, caged)
 * makes {@link zhiyin.prompt.Segment}s of fixed text and values, a {@link zhiyin.prompt.Reading} says values as a speaker of the
 * language says them, {@link zhiyin.prompt.Phrases} finds recordings, a speech engine fills what is not recorded, and
 * {@link zhiyin.prompt.Voice} joins the clips.
 */
package zhiyin.prompt;
