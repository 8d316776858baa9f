package io.gatehouse.load.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.cli.LoadRun;
import io.gatehouse.passwords.PasswordHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersCommandTest {
    private static final Pattern USER =
            Pattern.compile("\"(user-[0-9]{6})\":\\{\"pass\":\"([^\"]*)\",\"account\":\"([^\"]*)\"}");

    @TempDir
    Path folder;

    private Path out;

    @BeforeEach
    void name() {
        out = folder.resolve("users.json");
    }

    @Test
    void writesAsManyUsersAsAreAskedFor() throws Exception {
        LoadRun run = LoadRun.of("users", "--count", "600", "--out", out.toString(), "--account", "SHOP");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("600 users of account SHOP");
        assertThat(USER.matcher(Files.readString(out)).results().toList()).hasSize(600);
        assertThat(Files.readString(out))
                .startsWith("{")
                .endsWith("}")
                .contains("\"user-000599\":{\"pass\":\"secret-000599\",\"account\":\"SHOP\"}");
    }

    @Test
    void hashesTheirPasswords() throws Exception {
        LoadRun.of("users", "--count", "3", "--out", out.toString(), "--bcrypt", "4");

        Matcher user = USER.matcher(Files.readString(out));
        for (int i = 0; i < 3; i++) {
            assertThat(user.find()).isTrue();
            assertThat(user.group(2)).startsWith("$2b$04$");
            assertThat(PasswordHash.parse(user.group(2)).matches("secret-00000" + i))
                    .isTrue();
        }
    }

    @Test
    void sharesOneHashWhenAllHaveOnePassword() throws Exception {
        LoadRun.of("users", "--count", "300", "--out", out.toString(), "--bcrypt", "10", "--same-password", "100%");

        assertThat(USER.matcher(Files.readString(out))
                        .results()
                        .map(user -> user.group(2))
                        .distinct())
                .hasSize(1)
                .allMatch(hash -> PasswordHash.parse(hash).matches("100%"));
    }

    @Test
    void writesTheCredentialsAsWell() throws Exception {
        Path credentials = folder.resolve("credentials");
        LoadRun.of("users", "--count", "2", "--out", out.toString(), "--credentials", credentials.toString());

        assertThat(credentials).hasContent("user-000000 secret-000000 APP1\nuser-000001 secret-000001 APP1\n");
    }

    @Test
    void overwritesNothing() throws Exception {
        Files.writeString(out, "{}");
        Path credentials = folder.resolve("credentials");

        LoadRun refused =
                LoadRun.of("users", "--count", "1", "--out", out.toString(), "--credentials", credentials.toString());
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains(out + " is there already, and is not overwritten");
        assertThat(out).hasContent("{}");
        assertThat(credentials).doesNotExist();

        Path other = folder.resolve("other.json");
        Files.writeString(credentials, "bob builder");
        LoadRun half =
                LoadRun.of("users", "--count", "1", "--out", other.toString(), "--credentials", credentials.toString());
        assertThat(half.exit()).isEqualTo(3);
        assertThat(half.err()).contains(credentials + " is there already");
        assertThat(credentials).hasContent("bob builder");
        assertThat(other).doesNotExist();
    }

    @Test
    void writesToADevice() {
        assertThat(LoadRun.of("users", "--count", "1", "--out", "/dev/null").exit())
                .isZero();
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(LoadRun.of("users", "--count", "0", "--out", out.toString()).exit())
                .isEqualTo(2);
        assertThat(LoadRun.of("users", "--count", "1", "--out", out.toString(), "--bcrypt", "3")
                        .err())
                .contains("--bcrypt must be from 4 to 16");
        assertThat(LoadRun.of("users", "--count", "1", "--out", "/nowhere/users.json")
                        .exit())
                .isEqualTo(3);
    }
}
