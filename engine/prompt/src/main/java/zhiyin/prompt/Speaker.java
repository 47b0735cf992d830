package zhiyin.prompt;

import java.util.concurrent.CompletionStage;
import zhiyin.spi.dialogue.Prompt;

/** A prompt as a citizen reads it, or hears it. */
public interface Speaker {

    /**
     * As text, for screens, logs and text channels.
     *
     * @throws zhiyin.spi.StepFailure CONFIG where the template is wrong or reads a secret; names the prompt's beginning
     */
    String text(Prompt prompt, String language);

    /**
     * As speech; completes at once where every part is known already. A failed stage: {@link zhiyin.spi.StepFailure} CONFIG for the
     * template, MEDIA where no recording and no synthesiser has a part of it.
     */
    CompletionStage<Spoken> speech(Prompt prompt, String language);
}
