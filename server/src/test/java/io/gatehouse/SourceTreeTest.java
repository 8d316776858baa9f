package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for the code of all modules together. */
class SourceTreeTest {
    private static final int MOST_FILES = 30;

    @Test
    void noPackageHasTooManyFiles() throws IOException {
        Map<String, Long> files = SourceTree.mainSources().stream()
                .collect(Collectors.groupingBy(
                        source -> SourceTree.ROOT.relativize(source.getParent()).toString(), Collectors.counting()));
        files.values().removeIf(count -> count <= MOST_FILES);
        assertThat(files).isEmpty();
    }

    @Test
    void noTwoClassesHaveOneName() throws IOException {
        Map<String, List<Path>> byName = new TreeMap<>(SourceTree.mainSources().stream()
                .filter(source -> !source.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(source -> source.getFileName().toString())));
        byName.values().removeIf(places -> places.size() == 1);
        assertThat(byName).isEmpty();
    }

    /** What is not to run with every change has a tag that builds leave out: such a test counts as skipped nowhere. */
    @Test
    void noTestIsSkippedForWantOfASetting() throws IOException {
        assertThat(SourceTree.testSources())
                .allSatisfy(source -> assertThat(Files.readString(source))
                        .doesNotContainPattern(
                                "import org\\.junit\\.jupiter\\.api\\.(Disabled|condition\\.(En|Dis)abledIf)"));
    }
}
