package zhiyin.app.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.message.VoiceMessageBoxes;
import zhiyin.app.security.Scope;
import zhiyin.app.security.Sight;
import zhiyin.app.settings.Centre;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/** Voice messages, newest first, and their audio. */
@RestController
@RequestMapping("/api/voice-messages")
class VoiceMessagesApi {

    private static final MediaType WAV = MediaType.parseMediaType("audio/wav");

    private final VoiceMessageBoxes boxes;
    private final Scope scope;
    private final Centre centre;

    VoiceMessagesApi(VoiceMessageBoxes boxes, Scope scope, Centre centre) {
        this.boxes = boxes;
        this.scope = scope;
        this.centre = centre;
    }

    @GetMapping Page<Map<String, Object>> messages(@RequestParam(required = false) String box, @RequestParam(required = false) String after,
                                                   @RequestParam(required = false) Integer limit) {
        int size = Page.limit(limit);
        Sight sight = scope.sight();
        List<Map<String, Object>> found = boxes.list(box, sight.units(), after, size + 1).stream().map(message -> shown(message, sight)).toList();
        return Page.of(found, size, m -> m.get("id").toString());
    }

    private Map<String, Object> shown(VoiceMessageBoxes.Message message, Sight sight) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", message.id());
        shown.put("callId", message.callId());
        shown.put("box", message.box());
        shown.put("caller", sight.personal(message.caller(), message.unit()));
        shown.put("durationMs", message.durationMs());
        shown.put("at", message.at().atZone(centre.zone()).toOffsetDateTime());
        shown.put("done", message.doneAt() == null ? null : Map.of("at", message.doneAt().atZone(centre.zone()).toOffsetDateTime(), "by", message.doneBy()));
        return shown;
    }

    @PostMapping("/{id}/done") @ResponseStatus(HttpStatus.NO_CONTENT) void done(@PathVariable String id, Authentication who) {
        if (!boxes.done(id, who.getName(), scope.sight().units())) {
            throw new NoSuchElementException();
        }
    }

    @GetMapping("/{id}/audio") ResponseEntity<Resource> audio(@PathVariable String id) {
        Path file = boxes.audio(id, scope.sight().units()).orElseThrow(NoSuchElementException::new);
        if (Files.notExists(file)) {
            throw new StepFailure(Category.MEDIA, "The recording of this message is gone.", file.toString(), "Put the file back from a backup; the message itself is still in its box.");
        }
        return ResponseEntity.ok().contentType(WAV).body(new FileSystemResource(file));
    }
}
