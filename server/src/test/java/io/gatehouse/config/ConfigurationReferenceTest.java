package io.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference page tells of every key, truly. */
class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.md");

    @Test
    void tellsOfEveryKeyAndOfNoOther() throws IOException {
        assertThat(rows())
                .isEqualTo(Arrays.stream(Key.values())
                        .map(ConfigurationReferenceTest::row)
                        .toList());
    }

    @Test
    void saysWhatEachKeyMeans() throws IOException {
        assertThat(cells()).allSatisfy(cells -> assertThat(cells.get(5)).hasSizeGreaterThan(10));
    }

    private static List<String> row(Key key) {
        return List.of(
                "`" + key.path() + "`",
                key.typeWords(),
                key.defaultText().isEmpty() ? "" : "`" + key.defaultText() + "`",
                "`" + key.variable() + "`",
                "`" + key.flag() + "`");
    }

    private static List<List<String>> rows() throws IOException {
        return cells().stream().map(cells -> List.copyOf(cells.subList(0, 5))).toList();
    }

    /** The cells of every table row that begins with a key. */
    private static List<List<String>> cells() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| `")) {
                rows.add(Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|"))
                        .map(String::strip)
                        .toList());
            }
        }
        return rows;
    }
}
