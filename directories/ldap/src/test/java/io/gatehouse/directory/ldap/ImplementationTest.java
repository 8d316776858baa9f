package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference page has the defaults of each kind of server. */
class ImplementationTest {
    private static final Path PAGE = Path.of("../../docs/reference/configuration.md");

    @ParameterizedTest
    @EnumSource(Implementation.class)
    void isInTheReference(Implementation kind) throws IOException {
        String name = kind.name().toLowerCase(Locale.ROOT);
        String row = "| %s | `%s` | `%s` | %s | %s | `%s` |"
                .formatted(
                        name,
                        kind.username,
                        kind.usersFilter.replace("|", "\\|"),
                        quoted(kind.usersDn),
                        quoted(kind.groupsDn),
                        kind.groupMode.name().toLowerCase(Locale.ROOT));

        assertThat(Files.readAllLines(PAGE)).contains(row);
        try (Stream<String> lines = Files.lines(PAGE)) {
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("- ")
                            && line.contains(name)
                            && line.contains("`" + kind.groupsFilter + "`"));
        }
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }
}
