package io.gatehouse.testkit;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.nkey.NkeyDirectory;
import io.gatehouse.directory.nkey.NkeyDirectorySettings;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.watch.WatchSettings;
import io.gatehouse.policy.text.NameForm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The directory of public nkeys keeps to the contract. */
class NkeyDirectoryContractTest extends FileBackedContract<NkeyDirectory> {
    private static final SigningKey ALICE = SigningKey.generate(NkeyKind.USER);
    private static final SigningKey MALLORY = SigningKey.generate(NkeyKind.USER);
    private static final String NONCE = "ZmFpciBub25jZSE";

    private static final String USERS =
            "{\"alice\": {\"nkey\": \"%s\", \"account\": \"APP\"}}".formatted(ALICE.publicKey());

    private static String signature(SigningKey key) {
        byte[] nonce = NONCE.getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(nonce, 0, nonce.length));
    }

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
}
