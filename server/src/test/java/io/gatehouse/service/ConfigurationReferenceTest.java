package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section.Placed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference page tells of every key what the key says of itself; with {@code -Dgatehouse.docs.write} it is written so. */
class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.md");

    @Test
    void tellsOfEveryKeyAndOfNoOther() throws IOException {
        if (System.getProperty("gatehouse.docs.write") != null) {
            write();
        }
        assertThat(Files.readAllLines(PAGE))
                .filteredOn(line -> line.startsWith("| `"))
                .containsExactlyElementsOf(SettingsLoader.keys().stream()
                        .map(ConfigurationReferenceTest::row)
                        .toList());
    }

    @Test
    void saysWhatEachKeyMeans() {
        assertThat(SettingsLoader.keys())
                .allSatisfy(placed -> assertThat(placed.key().help()).hasSizeGreaterThan(10));
    }

    private static String row(Placed placed) {
        Key<?> key = placed.key();
        return "| `" + placed.path() + "` | " + key.words() + " | "
                + (key.defaultText().isEmpty() ? "" : "`" + key.defaultText() + "`") + " | `" + placed.variable()
                + "` | `" + option(placed) + "` | " + key.help()
                + (ReloadableKeys.has(placed.path()) ? "" : " *Restart.*") + " |";
    }

    /** Those of a directory's own connection are options of {@code gatehouse users} alone. */
    private static String option(Placed placed) {
        Key.Option option = placed.key().option();
        return option == null || placed.path().startsWith("directories.") ? "--set" : option.name();
    }

    /** A new row goes behind that of the key before. */
    private static void write() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(PAGE));
        int at = 0;
        for (Placed placed : SettingsLoader.keys()) {
            String begin = "| `" + placed.path() + "` |";
            int found = lines.indexOf(lines.stream()
                    .filter(line -> line.startsWith(begin))
                    .findFirst()
                    .orElse(""));
            if (lines.get(Math.max(found, 0)).startsWith(begin)) {
                lines.set(found, row(placed));
                at = found;
            } else {
                lines.add(++at, row(placed));
            }
        }
        Files.write(PAGE, lines);
    }
}
