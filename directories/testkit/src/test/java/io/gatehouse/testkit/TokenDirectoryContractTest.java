package io.gatehouse.testkit;

import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.token.TokenDirectory;
import io.gatehouse.directory.token.TokenDirectorySettings;
import io.gatehouse.directory.watch.WatchSettings;
import io.gatehouse.passwords.ApiToken;
import io.gatehouse.passwords.TokenHash;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

/** The directory of API tokens keeps to the contract, however a client brings its token. */
class TokenDirectoryContractTest {
    private static final ApiToken TOKEN = ApiToken.generate(new SecureRandom());
    private static final ApiToken OTHER = ApiToken.generate(new SecureRandom());

    /** The id of the one and the secret of the other. */
    private static final String GUESS =
            TOKEN.text().substring(0, 15) + OTHER.text().substring(15);

    private static final String TOKENS = "{\"%s\": {\"name\": \"ci-bot\", \"hash\": \"%s\", \"account\": \"APP\"}}"
            .formatted(TOKEN.id(), TokenHash.of(TOKEN).text());

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
            return bringing(GUESS);
        }

        @Override
        protected TestLogin unknown() {
            return bringing(OTHER.text());
        }

        @Override
        protected List<String> secrets() {
            return List.of(
                    TOKEN.text().substring(15),
                    OTHER.text().substring(15),
                    TokenHash.of(TOKEN).text());
        }
    }
}
