package io.gatehouse.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegularFileTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("file");

    @BeforeEach
    void place() {
        file = folder.resolve("file");
    }

    private void refuses(String why) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> RegularFile.text(file))
                        .isInstanceOf(FileSystemException.class)
                        .satisfies(e ->
                                assertThat(FileErrors.words((IOException) e)).isEqualTo(why)));
    }

    @Test
    void isReadThroughALinkAndUpToTheBound() throws IOException {
        Files.writeString(folder.resolve("text"), "x".repeat(RegularFile.SMALL));
        Files.createSymbolicLink(file, folder.resolve("text"));

        assertThat(RegularFile.text(file)).hasSize(RegularFile.SMALL);
    }

    @Test
    void isRefusedWhenItIsLarger() throws IOException {
        Files.writeString(file, "x".repeat(RegularFile.SMALL + 1));

        refuses("larger than 64 KiB");
    }

    @Test
    void isNoPipeNoDeviceAndNoFolder() throws Exception {
        NamedPipe.at(file);
        refuses("not a regular file");
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        refuses("not a regular file");
        Files.delete(file);
        Files.createDirectory(file);
        refuses("not a regular file");
    }

    @Test
    void isThere() {
        assertThatThrownBy(() -> RegularFile.text(file)).isInstanceOf(NoSuchFileException.class);
    }
}
