package io.gatehouse.testkit;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.nkey.NkeyDirectory;
import io.gatehouse.directory.nkey.NkeyDirectorySettings;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.watch.WatchSettings;
import io.gatehouse.policy.text.NameForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** The directory of public nkeys keeps to the contract. */
class NkeyDirectoryContractTest extends DirectoryContract {
    private static final TestNkey ALICE = TestNkey.generate();
    private static final TestNkey MALLORY = TestNkey.generate();
    private static final String USERS = "{\"alice\": %s}".formatted(ALICE.record());

    @TempDir
    private Path folder;

    private @Nullable NkeyDirectory directory;

    private Path file() {
        return folder.resolve("users.json");
    }

    @Override
    protected Directory open() throws IOException {
        Files.writeString(file(), USERS);
        WatchSettings watch = new WatchSettings("machines", file(), null, Duration.ofHours(1));
        NkeyDirectorySettings settings = new NkeyDirectorySettings("machines", UsersFile.NONE, watch, NameForm.EXACT);
        directory = NkeyDirectory.open(settings, (source, users) -> List.of(), ReloadRecorder.NONE);
        return directory;
    }

    @Override
    protected TestLogin known() {
        return ALICE.login();
    }

    @Override
    protected String nameOfKnown() {
        return "alice";
    }

    @Override
    protected TestLogin wrong() {
        return ALICE.signedWith(MALLORY);
    }

    @Override
    protected TestLogin unknown() {
        return MALLORY.login();
    }

    @Override
    protected List<String> secrets() {
        return List.of(ALICE.signature(), MALLORY.signature(), ALICE.key().seed());
    }

    @Override
    protected Set<Fault> faults() {
        return Set.of(Fault.DOWN, Fault.GARBAGE);
    }

    @Override
    protected void inject(Fault fault) throws Exception {
        switch (fault) {
            case DOWN -> Files.deleteIfExists(file());
            case GARBAGE -> Files.writeString(file(), "{\"alice\": {\"nkey\": ");
            default -> Files.writeString(file(), USERS);
        }
        if (directory != null) {
            try {
                directory.reload().get();
            } catch (RejectedExecutionException e) {
                // it is closed, and reads nothing any more
            }
        }
    }
}
