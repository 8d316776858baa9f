package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The links between the pages lead somewhere, and every page can be reached from the README. */
class DocsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path README = ROOT.resolve("README.md");
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^) ]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\n]*`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern ABROAD = Pattern.compile("[a-z]+:.*");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"));
                Stream<Path> beside = Files.list(ROOT)) {
            return Stream.concat(beside, files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        for (String link : links(page)) {
            Path target = target(page, link);
            assertThat(target).as("%s links to %s", page, link).exists();
            if (link.contains("#")) {
                assertThat(anchors(target))
                        .as("%s links to %s", page, link)
                        .contains(link.substring(link.indexOf('#') + 1));
            }
        }
    }

    @Test
    void theReadmeLeadsToEveryPage() throws IOException {
        Set<Path> reached =
                links(README).stream().map(link -> target(README, link)).collect(Collectors.toSet());
        assertThat(pages())
                .hasSizeGreaterThan(10)
                .filteredOn(page -> !page.equals(README))
                .allMatch(reached::contains);
    }

    private static Path target(Path page, String link) {
        String path = link.replaceFirst("#.*", "");
        return path.isEmpty() ? page : page.resolveSibling(path).normalize();
    }

    private static List<String> links(Path page) throws IOException {
        List<String> links = new ArrayList<>();
        Matcher link = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll("code"));
        while (link.find()) {
            if (!ABROAD.matcher(link.group(1)).matches()) {
                links.add(link.group(1));
            }
        }
        return links;
    }

    /** The anchors of a page's headings, as GitHub makes them. */
    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
