package io.gatehouse.load.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.load.request.TestUsers.TestLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users that are fewer than the clients. */
class SharedUsersTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("users"), text);
    }

    private static void assertIs(TestLogin who, String user, String password) {
        assertThat(who.user()).isEqualTo(user);
        assertThat(who.password()).isEqualTo(password);
    }

    @Test
    void patternsTakeTheUsersNumber() {
        assertIs(TestUsers.patterned(100, "user-%06d", "secret-%06d", 0).inTurn(42), "user-000042", "secret-000042");
    }

    @Test
    void clientsShareUsersInTurn() {
        assertIs(TestUsers.patterned(10, "u%d", "p", 0).inTurn(42), "u2", "p");
    }

    @Test
    void aPatternThatTakesNoNumberIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestUsers.patterned(1, "user-%s-%s", "p", 0))
                .withMessageContaining("--user-pattern 'user-%s-%s'");
    }

    @Test
    void aFileHasAPairOnEachLine() throws IOException {
        TestUsers users = TestUsers.listed(file("# who\nalice wonderland\n\nbob b APP1\n  carol\tc\n"), 0);

        assertIs(users.inTurn(0), "alice", "wonderland");
        assertIs(users.inTurn(1), "bob", "b");
        assertIs(users.inTurn(2), "carol", "c");
        assertIs(users.inTurn(3), "alice", "wonderland");
    }

    @Test
    void aLineWithoutAPasswordIsRefusedByItsNumber() throws IOException {
        Path file = file("alice a\nsecretword\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestUsers.listed(file, 0))
                .withMessageContaining("line 2")
                .withMessageNotContaining("secretword");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Path file = file("# nobody\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestUsers.listed(file, 0))
                .withMessageContaining("lists no users");
    }
}
