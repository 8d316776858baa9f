package io.gatehouse.testkit;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.token.TokenDirectory;
import io.gatehouse.directory.token.TokenDirectorySettings;
import io.gatehouse.directory.watch.WatchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The directory of API tokens keeps to the contract, however a client brings its token. */
class TokenDirectoryContractTest {
    private static final TestToken TOKEN = TestToken.generate();
    private static final TestToken OTHER = TestToken.generate();
    private static final String TOKENS = "{\"%s\": %s}".formatted(TOKEN.id(), TOKEN.record("ci-bot"));

    @Nested
    class AsToken extends TokenContract {
        @Override
        TestLogin bringing(String token) {
            return TestLogin.token(token);
        }
    }

    @Nested
    class AsPassword extends TokenContract {
        @Override
        TestLogin bringing(String token) {
            return TestLogin.password("token", token);
        }

        @Override
        @Nullable String user() {
            return "token";
        }
    }

    abstract static class TokenContract extends DirectoryContract {
        @TempDir
        private Path folder;

        private @Nullable TokenDirectory directory;

        abstract TestLogin bringing(String token);

        @Nullable String user() {
            return null;
        }

        private Path file() {
            return folder.resolve("tokens.json");
        }

        @Override
        protected Directory open() throws IOException {
            Files.writeString(file(), TOKENS);
            WatchSettings watch = new WatchSettings("api", file(), null, Duration.ofHours(1));
            directory = TokenDirectory.open(
                    new TokenDirectorySettings(watch, user()), (source, users) -> List.of(), ReloadRecorder.NONE);
            return directory;
        }

        @Override
        protected TestLogin known() {
            return bringing(TOKEN.text());
        }

        @Override
        protected String nameOfKnown() {
            return "ci-bot";
        }

        @Override
        protected TestLogin wrong() {
            return bringing(TOKEN.withSecretOf(OTHER));
        }

        @Override
        protected TestLogin unknown() {
            return bringing(OTHER.text());
        }

        @Override
        protected List<String> secrets() {
            return List.of(TOKEN.secret(), OTHER.secret(), TOKEN.hash());
        }

        @Override
        protected Set<Fault> faults() {
            return Set.of(Fault.DOWN, Fault.GARBAGE);
        }

        @Override
        protected void inject(Fault fault) throws Exception {
            switch (fault) {
                case DOWN -> Files.deleteIfExists(file());
                case GARBAGE -> Files.writeString(file(), "{\"0123456789\": {\"hash\": ");
                default -> Files.writeString(file(), TOKENS);
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
}
