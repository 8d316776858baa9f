package io.gatehouse.testkit;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.file.FileDirectory;
import io.gatehouse.directory.file.FileDirectorySettings;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.passwords.PasswordHashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The directory in users.json keeps to the contract, whatever its passwords are kept as. */
class FileDirectoryContractTest {
    private static final String PASSWORD = "alice's password";

    private static final PasswordChecks POOL =
            new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);

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

    abstract static class FileContract extends DirectoryContract {
        private final String users;

        @TempDir
        private Path folder;

        private @Nullable FileDirectory directory;

        FileContract(String password) {
            users = "{\"alice\": {\"pass\": \"%s\", \"account\": \"APP\"}}".formatted(password);
        }

        private Path file() {
            return folder.resolve("users.json");
        }

        @Override
        protected Directory open() throws IOException {
            Files.writeString(file(), users);
            directory =
                    FileDirectory.open(FileDirectorySettings.of(file()), POOL, read -> List.of(), ReloadRecorder.NONE);
            return directory;
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

        @Override
        protected Set<Fault> faults() {
            return Set.of(Fault.DOWN, Fault.GARBAGE);
        }

        @Override
        protected void inject(Fault fault) throws Exception {
            switch (fault) {
                case DOWN -> Files.deleteIfExists(file());
                case GARBAGE -> Files.writeString(file(), "{\"alice\": {\"pass\": ");
                default -> Files.writeString(file(), users);
            }
            readAgain();
        }

        private void readAgain() throws Exception {
            if (directory != null) {
                try {
                    directory.reload().get();
                } catch (RejectedExecutionException e) {
                    // it is closed, and reads nothing any more
                }
            }
        }
    }
}
