package io.gatehouse.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.files.NamedPipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenewableCredsTest {
    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path dir;

    private Path file = Path.of("service.creds");

    @BeforeEach
    void place() {
        file = dir.resolve("service.creds");
    }

    private SigningKey write() throws IOException {
        SigningKey user = SigningKey.generate(NkeyKind.USER);
        Files.writeString(file, new CredsFile("a.b.c", user).text());
        return user;
    }

    private String user(RenewableCreds creds) {
        return new String(creds.login(warnings::add).getID());
    }

    @Test
    void areReadAgainForEachConnection() throws IOException {
        SigningKey first = write();
        RenewableCreds creds = RenewableCreds.open(file);
        assertThat(user(creds)).isEqualTo(first.publicKey().text());

        SigningKey second = write();
        assertThat(user(creds)).isEqualTo(second.publicKey().text());
        assertThat(warnings).isEmpty();
    }

    /** Credentials may be there before the server knows who has signed them. */
    @Test
    void areThoseThatWereAcceptedInTurnWithOthersThatAreRefused() throws IOException {
        SigningKey first = write();
        RenewableCreds creds = RenewableCreds.open(file);
        assertThat(user(creds)).isEqualTo(first.publicKey().text());
        creds.accepted();

        SigningKey second = write();
        for (int round = 0; round < 3; round++) {
            assertThat(user(creds)).isEqualTo(second.publicKey().text());
            creds.refused();
            assertThat(user(creds)).isEqualTo(first.publicKey().text());
            creds.refused();
        }
        assertThat(user(creds)).isEqualTo(second.publicKey().text());
        creds.accepted();
        assertThat(user(creds)).isEqualTo(second.publicKey().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "creds", "-----BEGIN NATS USER JWT-----\na.b.c\n------END NATS USER JWT------\n"})
    void areTheLastGoodOnesWhereTheFileIsDamagedLater(String text) throws IOException {
        SigningKey user = write();
        RenewableCreds creds = RenewableCreds.open(file);
        Files.writeString(file, text);

        assertThat(user(creds)).isEqualTo(user.publicKey().text());
        assertThat(warnings)
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains(file.toString(), "The last good content is used"));
    }

    @Test
    void areTheLastGoodOnesWhereTheFileIsGone() throws IOException {
        SigningKey user = write();
        RenewableCreds creds = RenewableCreds.open(file);
        Files.delete(file);

        assertThat(user(creds)).isEqualTo(user.publicKey().text());
        assertThat(warnings).hasSize(1);
    }

    /** It would keep the link waiting for ever. */
    @Test
    void areTheLastGoodOnesWhereThereIsAPipeInstead() throws Exception {
        SigningKey user = write();
        RenewableCreds creds = RenewableCreds.open(file);
        Files.delete(file);
        NamedPipe.at(file);

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(user(creds)).isEqualTo(user.publicKey().text()));
        assertThat(warnings).singleElement().asString().contains("cannot be read: not a regular file");
    }

    @Test
    void areTheLastGoodOnesWhereTheFileIsHuge() throws IOException {
        SigningKey user = write();
        RenewableCreds creds = RenewableCreds.open(file);
        Files.writeString(file, Files.readString(file) + " ".repeat(70_000));

        assertThat(user(creds)).isEqualTo(user.publicKey().text());
        assertThat(warnings).singleElement().asString().contains("cannot be read: larger than 64 KiB");
    }

    @Test
    void quoteNothingOfAFileThatIsNone() throws IOException {
        Files.writeString(file, "s3cret");

        assertThatThrownBy(() -> RenewableCreds.open(file))
                .isInstanceOf(CredsFileException.class)
                .hasMessageContainingAll(file.toString(), "expected is a credentials file", "nsc generate creds")
                .message()
                .doesNotContain("s3cret");
    }
}
