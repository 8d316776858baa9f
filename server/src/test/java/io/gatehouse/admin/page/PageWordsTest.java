package io.gatehouse.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageWordsTest {
    private static final Path REFERENCE = Path.of("..", "docs", "reference", "metrics.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| [^|]+ \\|$");
    private static final Pattern REFUSALS = Pattern.compile("(?s)const REFUSALS = \\{(.*?)\\};");
    private static final Pattern NOTES = Pattern.compile("(?s)const DO_WITH_NOTE = \\{(.*?)\\};");

    /** The first word of a note's name. */
    private static final Pattern NOTE = Pattern.compile("(?m)^\\| `([a-z]+)");

    private static final Pattern WORDS = Pattern.compile("(?m)^  ([a-z_]+): \"");

    @Test
    void everyReasonToRefuseHasWords() throws Exception {
        String reference = Files.readString(REFERENCE);
        String reasons = reference.substring(
                reference.indexOf("### Reasons to refuse"), reference.indexOf("### Reasons to stay silent"));

        assertThat(all(WORDS, refusals()))
                .hasSizeGreaterThan(10)
                .containsExactlyInAnyOrderElementsOf(all(ROW, reasons));
    }

    @Test
    void everyNoteSaysWhatToDo() throws Exception {
        String reference = Files.readString(REFERENCE);
        int notes = reference.indexOf("| in `notes` | while |");

        assertThat(all(NOTE, reference.substring(notes, reference.indexOf("\n\n", notes))))
                .hasSizeGreaterThan(5)
                .containsExactlyInAnyOrderElementsOf(all(WORDS, found(NOTES)));
    }

    /** Nobody whom a bucket has lost is remembered; and with a file that has a mistake, all who were in the last good one get in. */
    @Test
    void whoIsRememberedGetsInWhereAServerHasFailed() {
        assertThat(found(NOTES).lines())
                .filteredOn(line -> line.contains("Users in the cache"))
                .isEmpty();
        assertThat(found(NOTES)).contains("If its server has failed, users in the cache can still log in.");
    }

    private static String refusals() {
        return found(REFUSALS);
    }

    private static String found(Pattern pattern) {
        StaticFile words = Objects.requireNonNull(StaticFiles.load().find("/words.js"));
        return pattern.matcher(new String(words.body(), StandardCharsets.UTF_8))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
