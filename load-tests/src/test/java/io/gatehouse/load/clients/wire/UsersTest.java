package io.gatehouse.load.clients.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.load.request.TestUsers.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("users"), text);
    }

    private static void assertIs(Login who, String user, String password) {
        assertThat(who.user()).isEqualTo(user);
        assertThat(who.password()).isEqualTo(password);
    }

    @Test
    void patternsTakeTheUsersNumber() {
        assertIs(Users.patterns("user-%06d", "secret-%06d", 100).of(42), "user-000042", "secret-000042");
    }

    @Test
    void clientsShareUsersInTurn() {
        assertIs(Users.patterns("u%d", "p", 10).of(42), "u2", "p");
    }

    @Test
    void aPatternThatTakesNoNumberIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Users.patterns("user-%s-%s", "p", 1))
                .withMessageContaining("--user-pattern 'user-%s-%s'");
    }

    @Test
    void aFileHasAPairOnEachLine() throws IOException {
        Users users = Users.file(file("# who\nalice wonderland\n\nbob b APP1\n  carol\tc\n"));

        assertIs(users.of(0), "alice", "wonderland");
        assertIs(users.of(1), "bob", "b");
        assertIs(users.of(2), "carol", "c");
        assertIs(users.of(3), "alice", "wonderland");
    }

    @Test
    void aLineWithoutAPasswordIsRefusedByItsNumber() throws IOException {
        Path file = file("alice a\nsecretword\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Users.file(file))
                .withMessageContaining("line 2")
                .withMessageNotContaining("secretword");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Path file = file("# nobody\n");

        assertThatIllegalArgumentException().isThrownBy(() -> Users.file(file)).withMessageContaining("lists no users");
    }
}
