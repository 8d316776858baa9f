package io.gatehouse.testkit;

import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.nkey.NkeyDirectory;
import io.gatehouse.directory.nkey.NkeyDirectorySettings;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.watch.WatchSettings;
import io.gatehouse.policy.text.NameForm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The directory of public nkeys keeps to the contract. */
class NkeyDirectoryContractTest extends FileBackedContract<NkeyDirectory> {
    private static final TestNkey ALICE = TestNkey.generate();
    private static final TestNkey MALLORY = TestNkey.generate();
    private static final String USERS = "{\"alice\": %s}".formatted(ALICE.record());

    @Override
    protected String good() {
        return USERS;
    }

    @Override
    protected String garbage() {
        return "{\"alice\": {\"nkey\": ";
    }

    @Override
    protected NkeyDirectory open(Path file) {
        WatchSettings watch = new WatchSettings("machines", file, null, Duration.ofHours(1));
        NkeyDirectorySettings settings = new NkeyDirectorySettings("machines", UsersFile.NONE, watch, NameForm.EXACT);
        return NkeyDirectory.open(settings, (source, users) -> List.of(), ReloadRecorder.NONE);
    }

    @Override
    protected CompletableFuture<Boolean> reload(NkeyDirectory directory) {
        return directory.reload();
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
}
