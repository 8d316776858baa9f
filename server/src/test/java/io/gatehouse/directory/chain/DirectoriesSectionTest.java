package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.Configuration;
import io.gatehouse.config.Entry;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of several types of directories, some of which have one name. */
class DirectoriesSectionTest {
    private static final Key<String> WORD = Key.word("place", "").help("A place, of one word.");
    private static final Key<String> TEXT = Key.text("place", "").help("A place, of any words.");
    private static final Section TABLE =
            Section.of("table", Key.text(Section.EACH, "").help("What a name means."));
    private static final Section LIMITS =
            Section.of("limits", Key.count("most", "1", 1, 9).help("The most there are."));
    private static final Section OTHER_LIMITS =
            Section.of("limits", Key.count("least", "1", 1, 9).help("The least there are."));

    @TempDir
    private Path folder;

    private record Type(String type, List<Entry> keys) implements DirectoryType {
        @Override
        public Directory create(String name, Values settings, DirectoryContext context) {
            throw new UnsupportedOperationException();
        }
    }

    private List<DirectorySettings> read(String yaml) throws IOException {
        DirectoriesSection section = new DirectoriesSection(
                List.of(new Type("one", List.of(WORD, LIMITS)), new Type("other", List.of(TEXT, TABLE, OTHER_LIMITS))));
        Path file = Files.writeString(folder.resolve("gatehouse.yaml"), "directories: {door: " + yaml + "}");
        Section root = Section.of("", section.section(), DirectoriesSection.ORDER_SECTION);
        Values values = new Configuration(root, Map.of(), folder).read(file);
        List<DirectorySettings> read = section.read(values, LookupSettings.DEFAULT);
        values.throwProblems();
        return read;
    }

    private void assertRefused(String yaml, String words) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(ConfigException.class).hasMessageContaining(words);
    }

    @Test
    void readsAKeyAsItsTypeHasIt() throws IOException {
        assertThat(read("{type: other, place: two words}").get(0).values().find(TEXT))
                .isEqualTo("two words");
        assertThat(read("{type: one, place: word}").get(0).values().find(WORD)).isEqualTo("word");
        assertRefused("{type: one, place: two words}", "must be one word");
    }

    @Test
    void refusesAKeyOfAnotherTypeInASectionThatBothHave() throws IOException {
        assertThat(read("{type: one, limits: {most: 2}}")).hasSize(1);
        assertRefused(
                "{type: one, limits: {least: 2}}",
                "directories.door.limits.least: is for directories of type other, and this one is of type one");
    }

    @Test
    void refusesANameOfAnotherTypesTable() throws IOException {
        assertThat(read("{type: other, table: {a: b}}")).hasSize(1);
        assertRefused(
                "{type: one, table: {a: b}}",
                "directories.door.table.a: is for directories of type other, and this one is of type one");
    }
}
