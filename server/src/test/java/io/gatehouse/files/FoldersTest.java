package io.gatehouse.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    private Path temp;

    @Test
    void deletesAFolderWithAllThatIsInIt() throws Exception {
        Path folder = temp.resolve("folder");
        Files.writeString(Files.createDirectories(folder.resolve("inner")).resolve("file"), "text");

        Folders.delete(folder);

        assertThat(folder).doesNotExist();
    }

    @Test
    void leavesWhatALinkLeadsTo() throws Exception {
        Path outside = Files.writeString(temp.resolve("outside"), "text");
        Path folder = Files.createDirectories(temp.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), outside);

        Folders.delete(folder);

        assertThat(folder).doesNotExist();
        assertThat(outside).hasContent("text");
    }

    @Test
    void doesNothingWhereThereIsNothing() throws Exception {
        Folders.delete(temp.resolve("nowhere"));

        assertThat(temp).isEmptyDirectory();
    }
}
