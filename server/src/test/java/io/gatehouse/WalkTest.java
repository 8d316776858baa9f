package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The way of one request in {@code docs/walk.md}: its steps are classes, and each knows the step that it follows, or is known by it. */
class WalkTest {
    private static final Pattern STEP = Pattern.compile("(?m)^\\| `(\\w+)` \\| (?:`(\\w+)`)? ?\\| .+ \\|$");

    private static final JavaClasses CLASSES = ArchitectureTest.ownClasses();

    private static final Map<String, Set<String>> KNOWN = CLASSES.stream()
            .collect(Collectors.groupingBy(
                    WalkTest::outermost,
                    Collectors.flatMapping(
                            type -> type.getDirectDependenciesFromSelf().stream()
                                    .map(use -> outermost(use.getTargetClass().getBaseComponentType())),
                            Collectors.toSet())));

    @Test
    void eachStepFollowsAnEarlierOneThatItKnowsOrThatKnowsIt() throws IOException {
        Set<String> taken = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        for (MatchResult step : steps()) {
            String name = step.group(1);
            String before = step.group(2);
            boolean first = before == null && taken.isEmpty();
            if (!KNOWN.containsKey(name) || !(first || (taken.contains(before) && knowOneAnother(name, before)))) {
                wrong.add(name + " after " + before);
            }
            taken.add(name);
        }
        assertThat(wrong).isEmpty();
        assertThat(taken).hasSizeGreaterThan(40);
    }

    private static boolean knowOneAnother(String one, String other) {
        return KNOWN.getOrDefault(one, Set.of()).contains(other)
                || KNOWN.getOrDefault(other, Set.of()).contains(one);
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(WalkTest::outermost).orElse(type.getSimpleName());
    }

    private static List<MatchResult> steps() throws IOException {
        return STEP.matcher(Files.readString(SourceTree.ROOT.resolve("docs/walk.md")))
                .results()
                .toList();
    }
}
