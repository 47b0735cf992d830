package zhiyin.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import zhiyin.app.Booted;
import zhiyin.call.CallSettings;

/** Whose the data folder is. */
@ExtendWith(OutputCaptureExtension.class)
class DataFolderTest {

    @TempDir private Path folder;

    private DataFolder data() {
        return new DataFolder(new ZhiyinSettings(folder, null, null, 0, "", "1-2", 0, 0, 0, 0, 0, "pcm", CallSettings.Scope.CONVERSATIONS, ""));
    }

    /** Not even the token by which the command line is let in. */
    @Test void aSecondHotlineTakesNothingFromTheOneThatHasTheFolder(CapturedOutput output) {
        DataFolder first = data();
        first.hold();
        assertThatThrownBy(() -> new Booted(folder, Map.of())).rootCause().isInstanceOf(IllegalStateException.class);
        assertThat(output.toString()).contains("Another hotline runs with the data folder " + folder + " already. End that one, or set ZHIYIN_DATA").doesNotContain("\tat ");
        assertThat(folder.resolve("cli.token")).doesNotExist();
        first.release();
        DataFolder second = data();
        second.hold();
        second.release();
    }
}
