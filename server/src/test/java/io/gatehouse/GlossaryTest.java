package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GlossaryTest {
    /** A row of a table: the term, and the class that it is, if any. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| (?:`(\\w+)` )?\\| [^|]+ \\| [^|]*\\|$");

    @Test
    void namesClassesThatThereAre() throws IOException {
        Set<String> classes = SourceTree.mainSources().stream()
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        assertThat(rows())
                .extracting(row -> row.group(2))
                .filteredOn(name -> name != null)
                .isNotEmpty()
                .isSubsetOf(classes);
    }

    @Test
    void explainsEachTermOnce() throws IOException {
        assertThat(rows()).extracting(row -> row.group(1)).doesNotHaveDuplicates();
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(SourceTree.ROOT.resolve("docs/glossary.md")))
                .results()
                .filter(row -> !row.group(1).equals("term"))
                .toList();
    }
}
