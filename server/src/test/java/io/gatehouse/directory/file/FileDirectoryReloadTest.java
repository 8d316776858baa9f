package io.gatehouse.directory.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.text.NameForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDirectoryReloadTest {
    private static final String FAILED = "failed";

    @TempDir
    private Path folder;

    private Path file;
    private @Nullable FileDirectory open;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @BeforeEach
    void place() {
        file = folder.resolve("users.json");
    }

    @AfterEach
    void end() {
        if (open != null) {
            open.close();
        }
    }

    @Test
    void takesAFileThatWasWrittenOver() throws Exception {
        FileDirectory directory = open("alice");

        writeOver(users("alice", "bob"));

        assertThat(event()).isEqualTo("2 users");
        assertThat(knows(directory, "bob")).isTrue();
    }

    @Test
    void takesAFileThatWasRenamedOverIt() throws Exception {
        FileDirectory directory = open("alice");

        Path next = Files.writeString(folder.resolve("next.json"), users("bobby"));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(event()).isEqualTo("1 users");
        assertThat(knows(directory, "bobby")).isTrue();
        assertThat(knows(directory, "alice")).isFalse();
    }

    @Test
    void takesAFolderThatALinkWasTurnedTo() throws Exception {
        Path one = Files.createDirectory(folder.resolve("..1"));
        Path two = Files.createDirectory(folder.resolve("..2"));
        Files.writeString(one.resolve("users.json"), users("alice"));
        Files.writeString(two.resolve("users.json"), users("bobby"));
        Path data = folder.resolve("..data");
        Files.createSymbolicLink(data, Path.of("..1"));
        Files.createSymbolicLink(file, Path.of("..data", "users.json"));
        FileDirectory directory = watch(10);

        Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("..2"));
        Files.move(folder.resolve("..tmp"), data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(event()).isEqualTo("1 users");
        assertThat(knows(directory, "bobby")).isTrue();
    }

    @Test
    void takesASecondWriteThatLeavesSizeAndTimeAsTheyWere() throws Exception {
        Files.writeString(file, users("alice"));
        // It stays young however long the test takes.
        FileTime time = FileTime.from(Instant.now().plusSeconds(3600));
        Files.setLastModifiedTime(file, time);
        FileDirectory directory = watch(10);

        writeOver(users("bobby"));
        Files.setLastModifiedTime(file, time);

        assertThat(event()).isEqualTo("1 users");
        assertThat(knows(directory, "bobby")).isTrue();
    }

    @Test
    void keepsTheLastGoodFileLoudlyAndTakesTheNextGoodOne() throws Exception {
        FileDirectory directory = open("alice");

        writeOver("{\"bob\": ");
        assertThat(event()).isEqualTo(FAILED);
        assertThat(knows(directory, "alice")).isTrue();

        writeOver(users("bob"));
        assertThat(event()).isEqualTo("1 users");
        assertThat(knows(directory, "alice")).isFalse();
        assertThat(events).isEmpty();
    }

    @Test
    void keepsTheUsersOfAFileThatWasDeleted() throws Exception {
        FileDirectory directory = open("alice");

        Files.delete(file);
        assertThat(event()).isEqualTo(FAILED);
        assertThat(knows(directory, "alice")).isTrue();

        Path next = Files.writeString(folder.resolve("next.json"), users("alice"));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        assertThat(event()).isEqualTo("1 users");
    }

    @Test
    void rereadsOnDemandWithoutWaitingForTheNextLook() throws Exception {
        Files.writeString(file, users("alice"));
        FileDirectory directory = watch(3_600_000);

        Files.writeString(file, users("alice", "bob"));
        assertThat(directory.reload().get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(event()).isEqualTo("2 users");

        Files.writeString(file, "[]");
        assertThat(directory.reload().get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(event()).isEqualTo(FAILED);
        assertThat(directory.users()).isEqualTo(2);
    }

    /** In one go: whoever looks meanwhile finds it neither empty nor cut off. Blanks behind the end change nothing. */
    private void writeOver(String json) throws IOException {
        String blanks = " ".repeat((int) Math.max(0, Files.size(file) - json.length()));
        Files.writeString(file, json + blanks, StandardOpenOption.WRITE);
    }

    private FileDirectory open(String user) throws Exception {
        Files.writeString(file, users(user));
        return watch(100); // a file that is half written for two looks is a bad one
    }

    private FileDirectory watch(long every) throws InterruptedException {
        FileDirectorySettings settings =
                new FileDirectorySettings("users", file, null, Duration.ofMillis(every), NameForm.EXACT);
        open = UsersDirectory.open(settings, new Recording());
        assertThat(event()).endsWith(" users");
        return open;
    }

    private @Nullable String event() throws InterruptedException {
        return events.poll(20, TimeUnit.SECONDS);
    }

    private static boolean knows(FileDirectory directory, String user) {
        return UsersDirectory.find(directory, SampleRequest.login(user, "secret"), SampleRequest.inTime())
                        .block()
                instanceof LookupResult.Found;
    }

    private static String users(String... names) throws IOException {
        StringBuilder json = new StringBuilder("{");
        for (String name : names) {
            json.append(json.length() == 1 ? "" : ", ")
                    .append('"')
                    .append(name)
                    .append("\": {\"pass\": \"secret\", \"account\": \"APP\"}");
        }
        return json.append('}').toString();
    }

    private final class Recording implements ReloadRecorder {
        @Override
        public void reloaded(int users) {
            events.add(users + " users");
        }

        @Override
        public void reloadFailed() {
            events.add(FAILED);
        }
    }
}
