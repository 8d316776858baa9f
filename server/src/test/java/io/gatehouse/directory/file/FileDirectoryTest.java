package io.gatehouse.directory.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.text.NameForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FileDirectoryTest {
    private static final String HASH = PasswordHashing.bcrypt("secret", 4);
    private static final LookupResult WRONG = new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS);

    @TempDir
    private Path folder;

    private Path file;
    private final Policy policy = new Policy(Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)), Clock.systemUTC());

    @BeforeEach
    void place() {
        file = folder.resolve("users.json");
    }

    @Test
    void findsAUserByNameAndPassword() throws IOException {
        try (FileDirectory directory = directory("{\"alice\": {\"pass\": \"secret\", \"account\": \"APP1\"}}")) {
            assertThat(answer(directory, "alice", "secret"))
                    .isInstanceOfSatisfying(
                            LookupResult.Found.class,
                            found -> assertThat(found.identity().name()).isEqualTo("alice"));
            assertThat(answer(directory, "alice", "wrong")).isEqualTo(WRONG);
            assertThat(answer(directory, "alice", "")).isEqualTo(WRONG);
            assertThat(answer(directory, "mallory", "secret")).isEqualTo(LookupResult.NotMine.NOT_MINE);
        }
    }

    @Test
    void answersPlainTextAtOnceAndHashesElsewhere() throws IOException {
        try (FileDirectory plain = directory("{\"alice\": {\"pass\": \"secret\", \"account\": \"APP1\"}}")) {
            assertThat(start(plain, SampleRequest.login("alice", "secret"))).isInstanceOf(Answer.Ready.class);
        }
        try (FileDirectory hashed = directory("{\"alice\": {\"pass\": \"" + HASH + "\", \"account\": \"APP1\"}}")) {
            assertThat(start(hashed, SampleRequest.login("alice", "secret"))).isInstanceOf(Answer.Pending.class);
            assertThat(answer(hashed, "alice", "secret")).isInstanceOf(LookupResult.Found.class);
            assertThat(answer(hashed, "alice", "wrong")).isEqualTo(WRONG);
        }
    }

    @Test
    void saysThatAUserIsDisabledOnlyToWhoHasThePassword() throws IOException {
        String users = "{\"alice\": {\"pass\": \"secret\", \"account\": \"APP1\", \"disabled\": true}}";
        try (FileDirectory directory = directory(users)) {
            AuthorizationRequest right = SampleRequest.login("alice", "secret");
            LookupResult.Found found = (LookupResult.Found) answer(directory, "alice", "secret");

            assertThat(policy.decide(found.identity(), right)).isEqualTo(new Verdict.Denied(DenyReason.DISABLED));
            assertThat(answer(directory, "alice", "wrong")).isEqualTo(WRONG);
        }
    }

    @Test
    void letsNobodyInWithoutAPasswordOfTheirOwn() throws IOException {
        String users = "{\"alice\": {\"account\": \"A\"}, \"bob\": {\"pass\": \"secret\", \"account\": \"A\"}}";
        try (FileDirectory directory = directory(users)) {
            assertThat(answer(directory, "alice", "secret")).isEqualTo(WRONG);
            assertThat(answer(directory, "mallory", "secret")).isEqualTo(LookupResult.NotMine.NOT_MINE);
        }
        try (FileDirectory directory = directory("{\"alice\": {\"account\": \"A\"}}")) {
            assertThat(answer(directory, "alice", "")).isEqualTo(WRONG);
        }
    }

    @Test
    void knowsNothingOfOtherCredentials() throws IOException {
        try (FileDirectory directory = directory("{\"alice\": {\"pass\": \"secret\", \"account\": \"A\"}}")) {
            assertUnknown(directory, SampleRequest.client().build());
            assertUnknown(directory, SampleRequest.client().token("secret").build());
            assertUnknown(directory, SampleRequest.client().nkey("U").jwt("j").build());
            assertUnknown(directory, SampleRequest.login("alice", null));
            assertUnknown(directory, SampleRequest.login("", "secret"));
            assertUnknown(directory, SampleRequest.login(null, "secret"));
        }
    }

    /** For the log: the client is refused as for any wrong password. */
    @Test
    void tellsWhatAnOperatorCanDoSomethingAbout() throws IOException {
        String composed = "Jos\u00e9";
        String decomposed = "Jose\u0301";
        String users = "{\"" + composed + "\": {\"pass\": \"" + HASH + "\", \"account\": \"A\"}}";
        try (FileDirectory directory = directory(users)) {
            assertThat(answer(directory, composed, "x".repeat(73))).isEqualTo(wrong("password_longer_than_72_bytes"));
            assertThat(answer(directory, composed, "x".repeat(72))).isEqualTo(WRONG);
            assertThat(answer(directory, composed, decomposed)).isEqualTo(wrong("password_not_in_composed_unicode"));
            assertThat(answer(directory, composed, composed)).isEqualTo(WRONG);
            assertThat(answer(directory, decomposed, "secret")).isEqualTo(wrong("user_name_in_another_unicode_form"));
            assertThat(answer(directory, "Josefa", "x".repeat(73))).isEqualTo(LookupResult.NotMine.NOT_MINE);
        }
    }

    private static LookupResult wrong(String detail) {
        return new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS, detail);
    }

    @Test
    void doesNotOpenWithAFileThatCannotBeUsed() throws IOException {
        Files.writeString(file, "{\"bob\": {\"account\": \"\"}}");

        assertThatThrownBy(() -> UsersDirectory.open(FileDirectorySettings.of(file), ReloadRecorder.NONE))
                .isInstanceOf(UsersFileException.class)
                .hasMessage(file + ":1:21: user \"bob\": account: must not be empty");
    }

    @Test
    void linesNameTheDirectory() throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger("io.gatehouse.directory");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        Files.writeString(file, "{}");
        FileDirectorySettings staff =
                new FileDirectorySettings("staff", file, null, Duration.ofHours(1), NameForm.EXACT);
        try (FileDirectory directory = UsersDirectory.open(staff, ReloadRecorder.NONE)) {
            Files.writeString(file, "{");
            assertThat(directory.reload().join()).isFalse();
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains(
                        "staff: 0 users loaded",
                        "staff: the users file cannot be used: the last good one stays in use, with 0 users");
    }

    private FileDirectory directory(String users) throws IOException {
        Files.writeString(file, users);
        return UsersDirectory.open(FileDirectorySettings.of(file), ReloadRecorder.NONE);
    }

    private static Answer<LookupResult> start(FileDirectory directory, AuthorizationRequest login) {
        return Objects.requireNonNull(directory.lookup(login)).start(LookupTerms.until(SampleRequest.inTime()));
    }

    private static LookupResult answer(FileDirectory directory, String user, String password) {
        return UsersDirectory.find(directory, SampleRequest.login(user, password), SampleRequest.inTime())
                .blockOptional()
                .orElseThrow();
    }

    private static void assertUnknown(FileDirectory directory, AuthorizationRequest request) {
        assertThat(UsersDirectory.find(directory, request, SampleRequest.inTime())
                        .block())
                .isEqualTo(LookupResult.NotMine.NOT_MINE);
    }
}
