package io.gatehouse.testkit;

import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.token.TokenDirectory;
import io.gatehouse.directory.token.TokenDirectorySettings;
import io.gatehouse.directory.watch.WatchSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

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

    abstract static class TokenContract extends FileBackedContract<TokenDirectory> {
        abstract TestLogin bringing(String token);

        @Nullable String user() {
            return null;
        }

        @Override
        protected String good() {
            return TOKENS;
        }

        @Override
        protected String garbage() {
            return "{\"0123456789\": {\"hash\": ";
        }

        @Override
        protected TokenDirectory open(Path file) {
            WatchSettings watch = new WatchSettings("api", file, null, Duration.ofHours(1));
            return TokenDirectory.open(
                    new TokenDirectorySettings(watch, user()), (source, users) -> List.of(), ReloadRecorder.NONE);
        }

        @Override
        protected CompletableFuture<Boolean> reload(TokenDirectory directory) {
            return directory.reload();
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
    }
}
