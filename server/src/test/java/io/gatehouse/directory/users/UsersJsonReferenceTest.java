package io.gatehouse.directory.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.passwords.PasswordHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What docs/reference/users-json.md says is so. */
class UsersJsonReferenceTest {
    private final String reference = reference();

    @Test
    void showsAFileThatIsRight() {
        int start = reference.indexOf("```json\n") + "```json\n".length();
        String example = reference.substring(start, reference.indexOf("```", start));
        UsersFile file = UsersFile.parse("users.json", example.getBytes(StandardCharsets.UTF_8));

        PasswordHash bobs = Objects.requireNonNull(file.find("bob")).password();
        assertThat(Objects.requireNonNull(bobs).matches("bob")).isTrue();
    }

    @Test
    void tellsOfEveryField() {
        assertThat(RecordKind.USERS.fields().all()).allMatch(field -> reference.contains("`" + field + "`"));
    }

    @Test
    void tellsHowMuchAUserMayHave() {
        assertThat(reference)
                .contains(String.format(Locale.ROOT, "have up to %,d characters", ProfileReader.MAX_LENGTH))
                .contains(String.format(
                        Locale.ROOT,
                        "has up to %,d groups and %d attributes, an attribute\nup to %,d values",
                        ProfileReader.MAX_VALUES,
                        ProfileReader.MAX_ATTRIBUTES,
                        ProfileReader.MAX_VALUES));
    }

    @Test
    void tellsTheMistakesAsTheyAreTold() {
        assertThat(reference)
                .contains("user \"bob\": permissions.pub.allow[1]: subject \"foo..bar\" has an empty token")
                .contains("user \"bob\": permissions.sub: unknown field \"alow\": did you mean \"allow\"?");
    }

    private static String reference() {
        try {
            return Files.readString(Path.of("..", "docs", "reference", "users-json.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
