package io.gatehouse.testkit;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.nkey.NkeyDirectory;
import io.gatehouse.directory.nkey.NkeyDirectorySettings;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.watch.WatchSettings;
import io.gatehouse.policy.text.NameForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** The directory of public nkeys keeps to the contract. */
class NkeyDirectoryContractTest extends DirectoryContract {
    private static final SigningKey ALICE = SigningKey.generate(NkeyKind.USER);
    private static final SigningKey MALLORY = SigningKey.generate(NkeyKind.USER);
    private static final String NONCE = "ZmFpciBub25jZSE";

    private static final String USERS =
            "{\"alice\": {\"nkey\": \"%s\", \"account\": \"APP\"}}".formatted(ALICE.publicKey());

    @TempDir
    private Path folder;

    private @Nullable NkeyDirectory directory;

    private Path file() {
        return folder.resolve("users.json");
    }

    private static String signature(SigningKey key) {
        byte[] nonce = NONCE.getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(nonce, 0, nonce.length));
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
        return TestLogin.ANONYMOUS.withNkey(ALICE.publicKey().text(), signature(ALICE), NONCE);
    }

    @Override
    protected String nameOfKnown() {
        return "alice";
    }

    @Override
    protected TestLogin wrong() {
        return TestLogin.ANONYMOUS.withNkey(ALICE.publicKey().text(), signature(MALLORY), NONCE);
    }

    @Override
    protected TestLogin unknown() {
        return TestLogin.ANONYMOUS.withNkey(MALLORY.publicKey().text(), signature(MALLORY), NONCE);
    }

    @Override
    protected List<String> secrets() {
        return List.of(signature(ALICE), signature(MALLORY), ALICE.seed());
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
