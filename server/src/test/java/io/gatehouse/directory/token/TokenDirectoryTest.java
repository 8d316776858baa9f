package io.gatehouse.directory.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.CountingRecorder;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder.Result;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.DirectoryChain;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.chain.Match;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.directory.watch.WatchSettings;
import io.gatehouse.passwords.ApiToken;
import io.gatehouse.passwords.TokenHash;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.entitlement.Entitlement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenDirectoryTest {
    private static final ApiToken TOKEN = ApiToken.generate(new SecureRandom());
    private static final ApiToken OTHER = ApiToken.generate(new SecureRandom());

    @TempDir
    private Path folder;

    private Path write(String json) throws Exception {
        return Files.writeString(folder.resolve("tokens.json"), json);
    }

    private static String record(ApiToken token, String more) {
        return "\"%s\": {\"name\": \"ci-bot\", \"hash\": \"%s\"%s}"
                .formatted(token.id(), TokenHash.of(token).text(), more);
    }

    private static TokenDirectory open(Path file, @Nullable String user) {
        WatchSettings watch = new WatchSettings("api", file, null, Duration.ofHours(1));
        return TokenDirectory.open(
                new TokenDirectorySettings(watch, user), (source, users) -> List.of(), ReloadRecorder.NONE);
    }

    private static @Nullable LookupResult ask(TokenDirectory directory, AuthorizationRequest login) {
        Lookup lookup = directory.lookup(login);
        LookupTerms terms = LookupTerms.until(System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
        return lookup == null ? null : ((Answer.Ready<LookupResult>) lookup.start(terms)).value();
    }

    private static AuthorizationRequest token(String text) {
        return SampleRequest.client().token(text).build();
    }

    @Test
    void findsATokenWithAllThatItsRecordSays() throws Exception {
        Path file = write("{" + record(TOKEN, """
                , "account": "APP1", "groups": ["ci"], "attributes": {"team": "a"}, "expires": "2030-01-01T00:00:00Z",
                "created": "2026-01-01T00:00:00Z", "comment": "of the build", "permissions": {"pub": {"allow": "ci.>"},
                "sub": {"allow": "_INBOX.>"}}""") + "}");
        try (TokenDirectory directory = open(file, null)) {
            Found found = (Found) Objects.requireNonNull(ask(directory, token(TOKEN.text())));
            assertThat(found.identity().name()).isEqualTo("ci-bot");
            assertThat(found.identity().groups()).containsExactly("ci");
            assertThat(found.identity().attributes()).containsEntry("team", List.of("a"));
            assertThat(Objects.requireNonNull(found.identity().entitlement()).account())
                    .isEqualTo("APP1");
            assertThat(found.identity().entitlement().expiresAt()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
        }
    }

    @Test
    void anAccountIsNotNeeded() throws Exception {
        try (TokenDirectory directory = open(write("{" + record(TOKEN, "") + "}"), null)) {
            Found found = (Found) Objects.requireNonNull(ask(directory, token(TOKEN.text())));
            assertThat(found.identity().entitlement()).as("nothing is stated").isNull();
        }
    }

    @Test
    void theEndIsTheIdentitysWhereNothingElseIsStated() throws Exception {
        Path file = write("{" + record(TOKEN, ", \"expires\": \"2030-01-01T00:00:00Z\"") + "}");
        try (TokenDirectory directory = open(file, null)) {
            Found found = (Found) Objects.requireNonNull(ask(directory, token(TOKEN.text())));
            assertThat(found.identity().entitlement()).isNull();
            assertThat(found.identity().expiresAt()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
        }
    }

    @Test
    void aTokenMayComeAsAPasswordBesideAnyUserOrAFixedOne() throws Exception {
        Path file = write("{" + record(TOKEN, "") + "}");
        try (TokenDirectory any = open(file, null);
                TokenDirectory fixed = open(file, "token")) {
            AuthorizationRequest anna = SampleRequest.login("anna", TOKEN.text());
            assertThat(ask(any, anna)).isInstanceOf(Found.class);
            assertThat(ask(fixed, anna)).isNull();
            assertThat(ask(fixed, SampleRequest.login("token", TOKEN.text()))).isInstanceOf(Found.class);
            assertThat(ask(fixed, token(TOKEN.text()))).isInstanceOf(Found.class);
        }
    }

    @Test
    void typosAreToldFromGuesses() throws Exception {
        try (TokenDirectory directory = open(write("{" + record(TOKEN, "") + "}"), null)) {
            String cut = TOKEN.text().substring(0, 40);
            String guess = TOKEN.text().substring(0, 15) + OTHER.text().substring(15);
            assertThat(ask(directory, token(cut)))
                    .isEqualTo(
                            new Rejected(io.gatehouse.policy.DenyReason.BAD_CREDENTIALS, "token_mistyped_or_cut_off"));
            assertThat(ask(directory, token("gth_")))
                    .isEqualTo(
                            new Rejected(io.gatehouse.policy.DenyReason.BAD_CREDENTIALS, "token_mistyped_or_cut_off"));
            assertThat(ask(directory, token(guess))).isInstanceOf(Rejected.class);
            assertThat(ask(directory, token(OTHER.text())))
                    .as("another's token")
                    .isNull();
            assertThat(ask(directory, token("a password"))).isNull();
        }
    }

    @Test
    void aRevokedTokenIsNotAnsweredFromTheCache() throws Exception {
        Path file = write("{" + record(TOKEN, "") + "}");
        CountingRecorder recorder = new CountingRecorder();
        try (TokenDirectory directory = open(file, null)) {
            DirectoryChain chain = new ChainBuilder(LookupSettings.DEFAULT, recorder)
                    .add(Match.ALL, directory)
                    .build();
            assertThat(disabled(chain)).isFalse();
            assertThat(disabled(chain)).isFalse();
            assertThat(recorder.count(Result.HIT)).isEqualTo(1);

            write("{" + record(TOKEN, ", \"disabled\": true") + "}");
            assertThat(directory.reload().get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(disabled(chain)).isTrue();

            write("{" + record(OTHER, "") + "}");
            assertThat(directory.reload().get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(directory.lookup(token(TOKEN.text()))).isNull();
        }
    }

    private static boolean disabled(DirectoryChain chain) {
        LookupResult result = Objects.requireNonNull(
                        chain.find(token(TOKEN.text()), System.nanoTime() + TimeUnit.MINUTES.toNanos(1))
                                .mono()
                                .block())
                .result();
        Entitlement stated = ((Found) result).identity().entitlement();
        return stated != null && stated.disabled();
    }

    @Test
    void mistakesHaveTheirPlaceAndRepeatNoSecret() throws Exception {
        Path file = write("""
                {
                  "short": {"name": "a", "hash": "sha256:%s"},
                  "0123456789": {"hash": "gth_a_secret"},
                  "0123456780": {"name": "b"},
                  "0123456781": {"name": "c", "hash": "sha256:%s", "pass": "x", "expires_at": "2030-01-01T00:00:00Z"}
                }
                """.formatted("0".repeat(64), "0".repeat(64)));

        assertThatThrownBy(() -> open(file, null))
                .isInstanceOf(UsersFileException.class)
                .hasMessageContaining(file + ":2:")
                .hasMessageContaining("token \"short\": is no id of a token: an id has 10 letters and digits")
                .hasMessageContaining("token \"0123456789\": hash: must be sha256: and 64 hexadecimal digits")
                .hasMessageContaining("token \"0123456780\": hash is missing")
                .hasMessageContaining("unknown field \"pass\"")
                .hasMessageContaining("unknown field \"expires_at\": did you mean \"expires\"?")
                .hasMessageNotContaining("gth_a_secret");
    }
}
