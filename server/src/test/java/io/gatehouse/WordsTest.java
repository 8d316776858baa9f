package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Words that have given way to those of the field do not come back; {@code docs/glossary.md} has those. */
class WordsTest {
    private static final Set<String> CLASSES = Set.of(
            "AnswerBox",
            "Arena",
            "Audience",
            "Desk",
            "Effort",
            "Firing",
            "Flights",
            "GivenUp",
            "Inquiry",
            "Leg",
            "MadeUpServer",
            "Magazine",
            "Memories",
            "PlainJson",
            "Post",
            "Promise",
            "Question",
            "Recurring",
            "Refused",
            "Rehearsal",
            "RehearsalAudience",
            "RehearsalDirectory",
            "RehearsalWire",
            "Stage",
            "Standing",
            "Surroundings",
            "Tally",
            "Unknown",
            "Up",
            "Volley",
            "Watch",
            "Wire");

    private static final Set<String> METHODS = Set.of(
            "answersMove",
            "begun",
            "hopeless",
            "isBackedUp",
            "landed",
            "recall",
            "remember",
            "see",
            "stale",
            "timesStanding",
            "wasRight",
            "worthOffering",
            "worthTaking");

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|interface|enum) (\\w+)");

    /** A method's declaration: at the beginning of a line, a type before the name and a parenthesis behind it. */
    private static final Pattern METHOD =
            Pattern.compile("(?m)^ {4,}(?!return |throw |new |else )[\\w@][\\w.<>\\[\\]?,@ ]* (\\w+)\\(");

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^(?:package|import) .*$|\\bio\\.gatehouse\\.[\\w.]+");

    /** Names that users could see. */
    private static final Pattern OLD_NAMES =
            Pattern.compile("\\bcallout\\.rehearsal\\b|\\bCALLOUT_REHEARSAL\\b|\\brehears\\w*"
                    + "|\\bgatehouse_back_ups\\w*|\\bgatehouse_hash_\\w*|\\bdirectory\\.file\\.[a-z_.]+");

    private static final Set<String> READ =
            Set.of("java", "md", "yaml", "yml", "json", "properties", "xml", "sh", "conf", "txt");

    @Test
    void noClassAndNoMethodHasAnOldName() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : SourceTree.mainSources()) {
            String code = COMMENT.matcher(Files.readString(source)).replaceAll("");
            names(TYPE, code, CLASSES, source, found);
            names(METHOD, code, METHODS, source, found);
        }
        assertThat(found).isEmpty();
    }

    private static void names(Pattern declaration, String code, Set<String> old, Path source, List<String> found) {
        declaration
                .matcher(code)
                .results()
                .filter(name -> old.contains(name.group(1)))
                .forEach(name -> found.add(source.getFileName() + ": " + name.group(1)));
    }

    @Test
    void noOldNameIsShownToUsers() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : SourceTree.files(WordsTest::isRead)) {
            String text = PACKAGE.matcher(Files.readString(file)).replaceAll("");
            OLD_NAMES
                    .matcher(text)
                    .results()
                    .forEach(name -> found.add(SourceTree.ROOT.relativize(file) + ": " + name.group()));
        }
        assertThat(found).isEmpty();
    }

    /** Main code, configuration and docs, but for what tells how old names are called now: the changelog, and the keys. */
    private static boolean isRead(Path file) {
        String name = file.getFileName().toString();
        return READ.contains(name.substring(name.lastIndexOf('.') + 1))
                && !file.toString().contains("src/test/")
                && !Set.of("CHANGELOG.md", "ServiceKeys.java").contains(name);
    }
}
