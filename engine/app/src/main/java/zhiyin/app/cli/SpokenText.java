package zhiyin.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.WavFile;

/** How the running engine says a text. */
final class SpokenText {

    private final EngineClient engine;

    SpokenText(EngineClient engine) {
        this.engine = engine;
    }

    /** The clips as they are played, pauses among them. @throws CommandException if nothing can say it */
    List<AudioClip> clips(String text, String language) throws IOException, InterruptedException {
        EngineClient.Answer answer = engine.get("/api/speech/clips?language=" + EngineClient.encoded(language) + "&text=" + EngineClient.encoded(text));
        if (!answer.ok()) {
            throw EngineClient.refusal(answer);
        }
        List<AudioClip> clips = new ArrayList<>();
        for (JsonNode clip : answer.body().path("clips")) {
            clips.add(WavFile.parse(Base64.getDecoder().decode(clip.asString("")), Path.of("speech.wav")));
        }
        if (clips.isEmpty()) {
            throw CommandException.usage("“" + text + "”里没有可以说的内容。", "There is nothing to say in \"" + text + "\".");
        }
        return clips;
    }
}
