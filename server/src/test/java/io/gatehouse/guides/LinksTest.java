package io.gatehouse.guides;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between the pages lead to files and headings that are there. */
class LinksTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)(?: \"[^\"]*\")?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern LINKED_TEXT = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");

    static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void allPagesAreLookedAt() throws IOException {
        assertThat(pages())
                .hasSizeGreaterThan(20)
                .contains(ROOT.resolve("README.md"), ROOT.resolve("docs/reference/metrics.md"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadSomewhere(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher link = LINK.matcher(prose(Files.readString(page)));
        while (link.find()) {
            String target = link.group(1);
            if (!target.matches("[a-z]+:.*") && !leads(page, target)) {
                broken.add(target);
            }
        }
        assertThat(broken)
                .as("links of %s that lead nowhere", ROOT.relativize(page))
                .isEmpty();
    }

    private static boolean leads(Path page, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(file)
                && file.startsWith(ROOT)
                && (parts.length == 1 || anchors(Files.readString(file)).contains(parts[1]));
    }

    @Test
    void anchorsAreNamedAsGitHubNamesThem() {
        String page = """
                # Shut down, and `SIGHUP`'s use
                ## See [the queues](overload.md#the-queues)
                ## Users_and roles (scoped)
                ```
                # a comment
                ```
                ## Again
                ## Again
                """;

        assertThat(anchors(page))
                .containsExactlyInAnyOrder(
                        "shut-down-and-sighups-use", "see-the-queues", "users_and-roles-scoped", "again", "again-1");
    }

    private static Set<String> anchors(String page) {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new HashSet<>();
        Matcher heading = HEADING.matcher(FENCED.matcher(page).replaceAll(""));
        while (heading.find()) {
            String name = LINKED_TEXT.matcher(heading.group(1)).replaceAll("$1");
            String anchor = name.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        return anchors;
    }

    /** What is not code. */
    private static String prose(String page) {
        return CODE.matcher(FENCED.matcher(page).replaceAll("")).replaceAll("code");
    }
}
