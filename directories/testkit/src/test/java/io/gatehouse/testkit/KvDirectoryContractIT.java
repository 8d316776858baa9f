package io.gatehouse.testkit;

import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.bucket.BucketSettings;
import io.gatehouse.directory.nkey.NkeyBucketDirectory;
import io.gatehouse.directory.token.TokenBucketDirectory;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Directories in a bucket keep to the contract, whatever credentials their users have. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
@Tag("heavy")
class KvDirectoryContractIT {
    private static final String PASSWORD = "alice's password";
    private static final TestNkey ALICE = TestNkey.generate();
    private static final TestNkey MALLORY = TestNkey.generate();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final PasswordChecks POOL = ContractPasswords.checks();

    private static final TestToken TOKEN = TestToken.generate();
    private static final TestToken OTHER = TestToken.generate();
    private static final String TOKENS = "TOKENS";

    private static KvServer server;

    @BeforeAll
    static void start() throws Exception {
        server = KvServer.start().bucket().bucket(TOKENS);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        POOL.close();
    }

    @Nested
    class PlainPasswords extends PasswordContract {
        PlainPasswords() {
            super(PASSWORD);
        }
    }

    @Nested
    class HashedPasswords extends PasswordContract {
        HashedPasswords() {
            super(PasswordHashing.bcrypt(PASSWORD, 4));
        }
    }

    @Nested
    class Nkeys extends BucketContract {
        @Override
        Directory follow() throws Exception {
            server.put("alice", ALICE.record());
            BucketSettings settings = server.settings();
            return NkeyBucketDirectory.open(settings, KvServer.context(settings, POOL, ReloadRecorder.NONE));
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
            return List.of(ALICE.signature(), MALLORY.signature(), KvServer.PASSWORD);
        }
    }

    @Nested
    class Tokens extends BucketContract {
        @Override
        Directory follow() throws Exception {
            server.admin().keyValue(TOKENS).put(TOKEN.id(), TOKEN.record("ci-bot"));
            BucketSettings settings = server.settings(TOKENS);
            return TokenBucketDirectory.open(settings, null, KvServer.context(settings, POOL, ReloadRecorder.NONE));
        }

        @Override
        protected TestLogin known() {
            return TestLogin.token(TOKEN.text());
        }

        @Override
        protected String nameOfKnown() {
            return "ci-bot";
        }

        @Override
        protected TestLogin wrong() {
            return TestLogin.token(TOKEN.withSecretOf(OTHER));
        }

        @Override
        protected TestLogin unknown() {
            return TestLogin.token(OTHER.text());
        }

        @Override
        protected List<String> secrets() {
            return List.of(TOKEN.secret(), OTHER.secret(), TOKEN.hash(), KvServer.PASSWORD);
        }
    }

    abstract static class PasswordContract extends BucketContract {
        private final String record;

        PasswordContract(String password) {
            record = "{\"pass\": \"%s\", \"account\": \"APP\"}".formatted(password);
        }

        @Override
        Directory follow() throws Exception {
            server.put("alice", record);
            return server.open(POOL, ReloadRecorder.NONE);
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
    }

    abstract static class BucketContract extends RemoteDirectoryContract {
        private Fault fault = Fault.NONE;

        /** Stores who is known, and opens the directory. */
        abstract Directory follow() throws Exception;

        @Override
        protected Directory open() throws Exception {
            Directory directory = follow();
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
        protected void inject(Fault next) {
            fault = next;
            server.proxy().inject(next);
        }
    }
}
