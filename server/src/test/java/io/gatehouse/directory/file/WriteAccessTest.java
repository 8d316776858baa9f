package io.gatehouse.directory.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class WriteAccessTest {
    @TempDir
    private Path temporary;

    private Path folder;
    private Path file;

    @BeforeEach
    void place() throws IOException {
        folder = Files.createDirectory(temporary.resolve("folder"));
        file = Files.writeString(folder.resolve("users.json"), "{}");
        mode(folder, "rwxr-xr-x");
        mode(file, "rw-r--r--");
    }

    @Test
    void isNoneWhereOnlyTheOwnerMayWrite() {
        assertThat(WriteAccess.of(file)).isEmpty();
    }

    @Test
    void isEverybodysByTheFilesMode() throws IOException {
        mode(file, "rw-rw-rw-");

        assertThat(WriteAccess.of(file)).singleElement().satisfies(access -> {
            assertThat(access.everybody()).isTrue();
            assertThat(access.message())
                    .contains(file.toString(), "may be changed by everybody on this machine (rw-rw-rw-)", "chmod go-w");
        });
    }

    @Test
    void isEverybodysByTheFoldersMode() throws IOException {
        mode(folder, "rwxrwxrwx");

        assertThat(WriteAccess.of(file)).singleElement().satisfies(access -> {
            assertThat(access.everybody()).isTrue();
            assertThat(access.message()).contains("in the place of " + file, "chmod go-w " + folder.toRealPath());
        });
    }

    @Test
    void isNoneInAFolderWhereOnlyOwnersMayRename() throws IOException {
        mode(folder, "rwxrwxrwx");
        Files.setAttribute(folder, "unix:mode", 01777);

        assertThat(WriteAccess.of(file)).isEmpty();
    }

    @Test
    void looksBehindSymbolicLinks() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link.json"), file);
        mode(folder, "rwxrwxrwx");

        assertThat(WriteAccess.of(link))
                .singleElement()
                .satisfies(access -> assertThat(access.message())
                        .contains(folder.toRealPath().toString()));
    }

    @Test
    void ofAGroupIsTheLesserEvil() throws IOException {
        String owner = Files.getOwner(file).getName();
        mode(file, "rw-rw-r--");
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view.readAttributes().group().getName().equals(owner)) {
            assertThat(WriteAccess.of(file)).as("a group of its owner's own").isEmpty();
        } else {
            assertThat(WriteAccess.of(file)).singleElement().satisfies(access -> {
                assertThat(access.everybody()).isFalse();
                assertThat(access.message()).contains("the group");
            });
        }
    }

    @Test
    void isUnknownOfAFileThatIsNotThere() {
        assertThat(WriteAccess.of(folder.resolve("missing"))).isEmpty();
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}
