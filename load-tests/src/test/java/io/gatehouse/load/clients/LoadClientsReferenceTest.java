package io.gatehouse.load.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.clients.policy.ClientLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Holds docs/reference/load-clients.md and the code together. */
class LoadClientsReferenceTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final String page = read();

    private static String read() {
        try {
            return Files.readString(Path.of("../docs/reference/load-clients.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The words in code type in the first columns of a section's tables. */
    private Set<String> firstColumn(String section) {
        String text = page.substring(page.indexOf("## " + section));
        int end = text.indexOf("\n## ", 1);
        return (end < 0 ? text : text.substring(0, end))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(2, line.indexOf(" |", 2)))
                .flatMap(cell -> CODE.matcher(cell).results().map(result -> result.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyFigureHasItsLine() {
        Set<String> figures = ClientsRun.figures(true).stream()
                .map(name -> name.replaceFirst("\\[].*", "[]"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(firstColumn("Figures")).isEqualTo(figures);
    }

    @Test
    void everyMemberOfTheSeriesIsNamed() {
        assertThat(ClientsRun.figures(true))
                .filteredOn(name -> name.contains("[]."))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(page).contains("`" + name.substring(name.indexOf("[].") + 3) + "`"));
    }

    @Test
    void everyOptionHasItsLine() {
        Set<String> options = new CommandLine(new ClientsCommand())
                .getCommandSpec().options().stream()
                        .map(option -> option.longestName())
                        .filter(name -> !Set.of("--help", "--version").contains(name))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = firstColumn("Options").stream()
                .map(option -> option.replaceFirst(" .*", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(options);
    }

    @Test
    void theVersionsAreThoseWhoseRulesWereRead() {
        assertThat(Arrays.stream(ClientLibrary.values()).map(ClientLibrary::version))
                .allSatisfy(version -> assertThat(page).contains(version));
    }
}
