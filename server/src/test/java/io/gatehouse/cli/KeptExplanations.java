package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is printed of logins, as it is kept beside the tests. {@code -Dgolden.write=true} writes it anew, to be looked at before it is
 * committed.
 */
public final class KeptExplanations {
    private static final Path FOLDER = Path.of("src", "test", "resources", "io", "gatehouse", "cli", "explain");

    private KeptExplanations() {}

    /** Holds both forms of an explanation against what is kept. */
    public static void assertKept(String name, String text, String json) throws IOException {
        assertKept(name + ".txt", text);
        assertKept(name + ".json", json);
    }

    private static void assertKept(String file, String printed) throws IOException {
        Path kept = FOLDER.resolve(file);
        String plain = withoutKeys(printed);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(kept, plain);
        }
        assertThat(plain).isEqualTo(Files.readString(kept));
    }

    /** The same for a login of which something is kept already, at whatever time it comes. */
    static void assertAsKept(String name, String text, String json) throws IOException {
        assertThat(timeless(text)).isEqualTo(timeless(Files.readString(FOLDER.resolve(name + ".txt"))));
        assertThat(timeless(json)).isEqualTo(timeless(Files.readString(FOLDER.resolve(name + ".json"))));
    }

    /** Without the keys, which are others each time. */
    static String withoutKeys(String printed) {
        return printed.replaceAll("\\b[ANUX][A-Z2-7]{55}\\b", "KEY").replaceAll("\\b[0-9a-f]{64}\\b", "FINGERPRINT");
    }

    /** Nor with the times of its claims; a second may end between two looks at how long a session is. */
    static String timeless(String printed) {
        return withoutKeys(printed)
                .replaceAll("\"(iat|exp|jti)\": [^,\n]+", "\"$1\": X")
                .replaceAll("\\b359[5-9]\\b", "3600")
                .stripTrailing();
    }

    /** The names of all files. */
    static Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
