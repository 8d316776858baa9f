package io.gatehouse.directory.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.files.NamedPipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    private static final String ALICE = "{\"alice\": {\"account\": \"A\"}}";
    private static final String BOTH = "{\"alice\": {\"account\": \"A\"}, \"bob\": {\"account\": \"A\"}}";

    @TempDir
    private Path folder;

    private Path file;
    private FileWatch<UsersFile> watch;
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void place() throws IOException {
        file = folder.resolve("users.json");
        watch = new FileWatch<>(
                file,
                UsersFile::read,
                UsersFile::checksum,
                users -> heard.add("good " + users.size()),
                mistakes -> heard.add("bad"));
        Files.writeString(file, ALICE);
        assertThat(watch.first().size()).isEqualTo(1);
    }

    @Test
    void isSilentWhileNothingChanges() {
        watch.look();
        watch.look();

        assertThat(heard).isEmpty();
    }

    @Test
    void isSilentWhenAFileIsWrittenAgainAsItWas() throws IOException {
        Files.delete(file);
        Files.writeString(file, ALICE);
        watch.look();

        assertThat(heard).isEmpty();
    }

    @Test
    void doesNotComplainOfAFileThatIsStillBeingWritten() throws IOException {
        Files.writeString(file, "");
        watch.look();
        Files.writeString(file, BOTH.substring(0, 20));
        watch.look();
        Files.writeString(file, BOTH);
        watch.look();

        assertThat(heard).containsExactly("good 2");
    }

    /** Whoever waited for what is written to it would never look again. */
    @Test
    void complainsOfAPipeInItsPlaceAndTakesTheNextFile() throws Exception {
        Files.delete(file);
        NamedPipe.at(file);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            watch.look();
            watch.look();
        });
        assertThat(heard).containsExactly("bad");
        Files.delete(file);
        Files.writeString(file, BOTH);
        watch.look();

        assertThat(heard).containsExactly("bad", "good 2");
    }

    @Test
    void complainsOnceOfAFileThatStaysBad() throws IOException {
        Files.writeString(file, "{");
        watch.look();
        assertThat(heard).isEmpty();
        watch.look();
        watch.look();
        watch.look();

        assertThat(heard).containsExactly("bad");
    }

    @Test
    void complainsOnceOfAFileThatIsGone() throws IOException {
        Files.delete(file);
        watch.look();
        watch.look();
        watch.look();

        assertThat(heard).containsExactly("bad");
    }

    @Test
    void complainsAgainOfAnotherBadFile() throws IOException {
        Files.writeString(file, "{");
        watch.look();
        watch.look();
        Files.writeString(file, "{ {");
        watch.look();
        watch.look();

        assertThat(heard).containsExactly("bad", "bad");
    }

    @Test
    void takesTheOldFileBackAfterABadOne() throws IOException {
        Files.writeString(file, "{");
        watch.look();
        watch.look();
        Files.writeString(file, ALICE);
        watch.look();

        assertThat(heard).containsExactly("bad", "good 1");
    }
}
