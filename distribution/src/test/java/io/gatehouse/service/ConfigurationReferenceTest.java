package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section.Placed;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.service.types.DirectoryTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference page tells of every key what the key says of itself; with {@code -Dgatehouse.docs.write} it is written so. */
class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.md");

    /** Of all types: those of the server, then those of the product's other modules, by their names. */
    private static final List<Placed> KEYS = SettingsLoader.keys(Stream.concat(
                    DirectoryTypes.BUILT_IN.stream(),
                    ServiceLoader.load(DirectoryType.class).stream()
                            .map(ServiceLoader.Provider::get)
                            .sorted(Comparator.comparing(DirectoryType::type)))
            .toList());

    @Test
    void knowsTheTypesOfTheOtherModules() {
        assertThat(ServiceLoader.load(DirectoryType.class))
                .extracting(DirectoryType::type)
                .contains("kubernetes", "ldap", "oidc", "postgres");
    }

    @Test
    void tellsOfEveryKeyAndOfNoOther() throws IOException {
        if (System.getProperty("gatehouse.docs.write") != null) {
            write();
        }
        assertThat(Files.readAllLines(PAGE))
                .filteredOn(line -> line.startsWith("| `"))
                .containsExactlyElementsOf(
                        KEYS.stream().map(ConfigurationReferenceTest::row).toList());
    }

    @Test
    void saysWhatEachKeyMeans() {
        assertThat(KEYS).allSatisfy(placed -> assertThat(placed.key().help()).hasSizeGreaterThan(10));
    }

    private static String row(Placed placed) {
        Key<?> key = placed.key();
        return "| `" + placed.path() + "` | " + key.words() + " | "
                + (key.defaultText().isEmpty() ? "" : "`" + key.defaultText() + "`") + " | `" + placed.variable()
                + "` | `" + option(placed) + "` | " + key.help()
                + (ReloadableKeys.has(placed.path()) ? "" : " *Restart.*") + " |";
    }

    /** Those of other connections than the service's own are options of {@code gatehouse users} and {@code sessions} alone. */
    private static String option(Placed placed) {
        Key.Option option = placed.key().option();
        boolean isOfUsers = Stream.of("directories.", "cache.shared.", "audit.stream.", "revocation.")
                .anyMatch(placed.path()::startsWith);
        return option == null || isOfUsers ? "--set" : option.name();
    }

    /** A new row goes behind that of the key before; several types may each have a key of one name. */
    private static void write() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(PAGE));
        int at = 0;
        for (Placed placed : KEYS) {
            String begin = "| `" + placed.path() + "` |";
            int found = at + 1;
            while (found < lines.size() && !lines.get(found).startsWith(begin)) {
                found++;
            }
            if (found < lines.size()) {
                lines.set(found, row(placed));
                at = found;
            } else {
                lines.add(++at, row(placed));
            }
        }
        Files.write(PAGE, lines);
    }
}
