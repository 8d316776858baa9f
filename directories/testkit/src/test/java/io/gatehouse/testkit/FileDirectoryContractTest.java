package io.gatehouse.testkit;

import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.file.FileDirectory;
import io.gatehouse.directory.file.FileDirectorySettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHashing;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** The directory in users.json keeps to the contract, whatever its passwords are kept as. */
class FileDirectoryContractTest {
    private static final String PASSWORD = "alice's password";

    private static final PasswordChecks POOL = ContractPasswords.checks();

    @AfterAll
    static void closePool() {
        POOL.close();
    }

    @Nested
    class PlainPasswords extends FileContract {
        PlainPasswords() {
            super(PASSWORD);
        }
    }

    @Nested
    class HashedPasswords extends FileContract {
        HashedPasswords() {
            super(PasswordHashing.bcrypt(PASSWORD, 4));
        }
    }

    abstract static class FileContract extends FileBackedContract<FileDirectory> {
        private final String users;

        FileContract(String password) {
            users = "{\"alice\": {\"pass\": \"%s\", \"account\": \"APP\"}}".formatted(password);
        }

        @Override
        protected String good() {
            return users;
        }

        @Override
        protected String garbage() {
            return "{\"alice\": {\"pass\": ";
        }

        @Override
        protected FileDirectory open(Path file) {
            return FileDirectory.open(FileDirectorySettings.of(file), POOL, read -> List.of(), ReloadRecorder.NONE);
        }

        @Override
        protected CompletableFuture<Boolean> reload(FileDirectory directory) {
            return directory.reload();
        }

        @Override
        protected TestLogin known() {
            return TestLogin.password("alice", PASSWORD);
        }

        @Override
        protected String nameOfKnown() {
            return "alice";
        }

        @Override
        protected TestLogin wrong() {
            return TestLogin.password("alice", "a guess");
        }

        @Override
        protected TestLogin unknown() {
            return TestLogin.password("mallory", PASSWORD);
        }

        @Override
        protected List<String> secrets() {
            return List.of(PASSWORD, "a guess", "$2");
        }
    }
}
