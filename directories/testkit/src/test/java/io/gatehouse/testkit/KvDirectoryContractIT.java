package io.gatehouse.testkit;

import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The directory in a bucket keeps to the contract, whatever its passwords are kept as. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
@Tag("heavy")
class KvDirectoryContractIT {
    private static final String PASSWORD = "alice's password";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final PasswordChecks POOL =
            new PasswordChecks(HashingSettings.defaults(), PasswordChecksRecorder.NONE);

    private static KvServer server;

    @BeforeAll
    static void start() throws Exception {
        server = KvServer.start().bucket();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        POOL.close();
    }

    @Nested
    class PlainPasswords extends KvContract {
        PlainPasswords() {
            super(PASSWORD);
        }
    }

    @Nested
    class HashedPasswords extends KvContract {
        HashedPasswords() {
            super(PasswordHashing.bcrypt(PASSWORD, 4));
        }
    }

    abstract static class KvContract extends RemoteDirectoryContract {
        private final String record;
        private Fault fault = Fault.NONE;

        KvContract(String password) {
            record = "{\"pass\": \"%s\", \"account\": \"APP\"}".formatted(password);
        }

        @Override
        protected Directory open() throws Exception {
            server.put("alice", record);
            Directory directory = server.open(POOL, ReloadRecorder.NONE);
            if (fault == Fault.NONE) {
                await("the bucket is read").atMost(PATIENCE).until(() -> isWhole(directory));
            }
            return directory;
        }

        private static boolean isWhole(Directory directory) {
            return Boolean.TRUE.equals(
                    directory.probe().thenReturn(true).onErrorReturn(false).block(PATIENCE));
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
            return List.of(PASSWORD, "a guess", "$2", KvServer.PASSWORD);
        }

        @Override
        protected void inject(Fault next) {
            fault = next;
            server.proxy().inject(next);
        }
    }
}
