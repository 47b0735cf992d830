package zhiyin.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiyin.call.CallSettings;
import zhiyin.spi.dialogue.KeyTable;

/** What an operator writes into {@code centre.yaml}. */
class CentreTest {

    @TempDir private Path folder;

    private Centre centre() {
        return new DataFolder(new ZhiyinSettings(folder, null, null, 0, "", "1-2", 0, 0, 0, 0, 0, "pcm", CallSettings.Scope.CONVERSATIONS, "")).centre();
    }

    private Centre withKeys(String keys) throws IOException {
        Path file = folder.resolve("centre.yaml");
        centre();
        Files.writeString(file, Files.readString(file).replaceAll("(?m)^keys:.*$", keys));
        return centre();
    }

    @Test void shippedKeysAreTheUsualOnes() {
        assertThat(centre().keys()).isEqualTo(KeyTable.STANDARD);
    }

    @Test void keysAreReadAndWhatIsLeftOutStaysAsItWas() throws IOException {
        assertThat(withKeys("keys: {back: '#', help: 9, finish: '*', repeat: 1}").keys()).isEqualTo(new KeyTable('#', '9', '*', '1', '5', '4', '6'));
        assertThat(withKeys("").keys()).as("a file from before there were keys").isEqualTo(KeyTable.STANDARD);
    }

    @Test void flowsCanNameTheKeysInTheirPrompts() throws IOException {
        Centre centre = withKeys("keys: {back: '#', help: 9, finish: '*'}".replace("}", ", repeat: 9}"));
        assertThat(centre.asVariable("zh").get("keys")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsAllEntriesOf(Map.of("back", "井号", "help", "9", "finish", "星号", "pause", "5"));
        assertThat(centre.asVariable("en").get("keys")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsAllEntriesOf(Map.of("back", "hash", "finish", "star"));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {"keys: {back: '#'}|two meanings share one key in a menu: ##", "keys: {finish: '*'}|in an entry or a recording: **",
        "keys: {pause: 4}|in a long text: *#446", "keys: {finish: 9}|must be * or #", "keys: {help: 12}|help is 12", "keys: {help: }|help is null", "keys: {help: a}|is no key",
        "keys: {aid: '#'}|unknown entries [aid]"})
    void keysThatCannotBeAreRefusedNamingTheFile(String keys, String reason) {
        assertThatIllegalStateException().isThrownBy(() -> withKeys(keys)).withMessageContaining("centre.yaml, keys: ").withMessageContaining(reason)
                .withMessageContaining("Correct the file");
    }
}
