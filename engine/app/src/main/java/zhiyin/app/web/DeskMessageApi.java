package zhiyin.app.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.desk.Dialer;
import zhiyin.app.desk.FloorMessages;
import zhiyin.app.desk.LiveQueues;
import zhiyin.app.message.VoiceMessageBoxes;
import zhiyin.app.people.Directory;
import zhiyin.app.record.Units;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/** The voice message that a queue has put before somebody (ACC-20), whichever unit it is of: heard, answered by a call, dealt with. Choosing a state puts it back. */
@RestController
@RequestMapping("/api/desk/message")
class DeskMessageApi {

    private static final Logger LOG = LoggerFactory.getLogger(DeskMessageApi.class);
    private static final MediaType WAV = MediaType.parseMediaType("audio/wav");

    private final LiveQueues floor;
    private final Directory directory;
    private final Dialer dialer;
    private final VoiceMessageBoxes boxes;

    DeskMessageApi(LiveQueues floor, Directory directory, Dialer dialer, VoiceMessageBoxes boxes) {
        this.floor = floor;
        this.directory = directory;
        this.dialer = dialer;
        this.boxes = boxes;
    }

    private CompletionStage<FloorMessages.Message> mine(Authentication who) {
        return floor.messages().of(directory.atDesk(who.getName()).id()).thenApply(message -> message.orElseThrow(() -> new NoSuchElementException("no message at this desk")));
    }

    @GetMapping("/audio") CompletionStage<ResponseEntity<Resource>> audio(Authentication who) {
        return mine(who).thenApplyAsync(message -> {
            Path file = boxes.audio(message.id(), Units.ALL).orElseThrow(NoSuchElementException::new);
            if (Files.notExists(file)) {
                throw new StepFailure(Category.MEDIA, "The recording of this message is gone.", file.getFileName().toString(), "Put the file back from a backup; the message itself is still in its box.");
            }
            return ResponseEntity.ok().contentType(WAV).body(new FileSystemResource(file));
        });
    }

    /** Dealt with; its person is free. */
    @PostMapping("/done") @ResponseStatus(HttpStatus.NO_CONTENT) CompletionStage<Void> done(Authentication who) {
        return mine(who).thenAcceptAsync(message -> done(message, who.getName()));
    }

    private void done(FloorMessages.Message message, String login) {
        boxes.done(message.id(), login, Units.ALL);
        floor.messages().done(message.id());
    }

    /** Rings one's own phone, then that of whoever left it; once he answers it is dealt with. */
    @PostMapping("/dial") @ResponseStatus(HttpStatus.ACCEPTED) CompletionStage<Map<String, String>> dial(Authentication who) {
        String login = who.getName();
        String person = directory.atDesk(login).id();
        return mine(who).thenCompose(message -> dialer.dial(person, message.caller(), () -> CompletableFuture.runAsync(() -> done(message, login)).exceptionally(thrown -> {
            LOG.error("The message {} was answered, but is not marked so. Mark it as done on the page.", message.id(), thrown);
            return null;
        }))).thenApply(callId -> Map.of("callId", callId));
    }
}
