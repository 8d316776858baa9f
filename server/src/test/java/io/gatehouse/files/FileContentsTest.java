package io.gatehouse.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentsTest {
    private static final int MOST = 100;

    @TempDir
    private Path dir;

    private FileContents contents() {
        return FileContents.of(Map.of("one", dir.resolve("1"), "two", dir.resolve("2")), MOST);
    }

    @Test
    void changeWithWhatIsInTheFiles() throws Exception {
        Files.writeString(dir.resolve("1"), "a");
        FileContents before = contents();
        assertThat(contents().changesSince(before)).isEmpty();
        Files.writeString(dir.resolve("1"), "b");
        assertThat(contents().changesSince(before)).containsExactly("one");
        Files.writeString(dir.resolve("2"), "");
        assertThat(contents().changesSince(before)).containsExactly("one", "two");
        Files.writeString(dir.resolve("1"), "a");
        Files.delete(dir.resolve("2"));
        assertThat(contents().changesSince(before)).isEmpty();
    }

    @Test
    void ofOtherFilesAreNoChange() throws Exception {
        Files.writeString(dir.resolve("1"), "a");
        FileContents other = FileContents.of(Map.of("three", dir.resolve("1")), MOST);
        assertThat(other.changesSince(contents())).isEmpty();
        assertThat(other).hasToString("FileContents[three]");
    }
}
