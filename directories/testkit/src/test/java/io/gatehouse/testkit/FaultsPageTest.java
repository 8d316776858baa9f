package io.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The page of faults has a row for each fault of each directory that asks a server. With {@code -Dgatehouse.docs.write} it is written
 * from the reports of {@link OutageContract}; as {@code -Dgatehouse.docs.write=busy} without times, which only a machine tells that
 * does nothing else.
 */
class FaultsPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "faults.md");
    private static final Path MODULES = Path.of("..");
    private static final String HEADING = "## ";

    /** The cells of a report of a fault that a directory cannot have. */
    private static final int NONE = 3;

    /** What directories are called on the page, by their modules. */
    private static final Map<String, List<String>> DIRECTORIES = Map.of(
            "testkit", List.of("http json", "http status"),
            "ldap", List.of("ldap"),
            "oidc", List.of("oidc", "kubernetes jwks", "kubernetes token_review"),
            "postgres", List.of("postgres"));

    /** Modules that have none that asks a server of its own. */
    private static final Set<String> WITHOUT = Set.of("sample");

    private static final List<Fault> FAULTS =
            Arrays.stream(Fault.values()).filter(fault -> fault != Fault.NONE).toList();

    @Test
    void hasARowForEachFaultOfEachDirectory() throws IOException {
        String write = System.getProperty("gatehouse.docs.write");
        if (write != null) {
            Files.write(PAGE, written(Files.readAllLines(PAGE), write.equals("busy")));
        }
        Map<String, List<String>> rows = rows(Files.readAllLines(PAGE));
        List<String> words = FAULTS.stream().map(Fault::words).toList();
        for (List<String> labels : DIRECTORIES.values()) {
            for (String label : labels) {
                assertThat(rows).containsKey(label);
                assertThat(rows.get(label))
                        .as(label)
                        .extracting(row -> cells(row).get(0))
                        .containsExactlyElementsOf(words);
            }
        }
    }

    @Test
    void knowsEveryModule() throws IOException {
        try (Stream<Path> folders = Files.list(MODULES)) {
            assertThat(folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                            .map(folder -> folder.getFileName().toString()))
                    .allMatch(name -> DIRECTORIES.containsKey(name) || WITHOUT.contains(name));
        }
    }

    /** The rows of the table below each heading, without those of its head. */
    private static Map<String, List<String>> rows(List<String> lines) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        String heading = "";
        for (String line : lines) {
            if (line.startsWith(HEADING)) {
                heading = line.substring(HEADING.length());
            } else if (line.startsWith("| ") && !line.startsWith("| fault ")) {
                rows.computeIfAbsent(heading, none -> new ArrayList<>()).add(line);
            }
        }
        return rows;
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.substring(1, row.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static List<String> written(List<String> before, boolean isBusy) throws IOException {
        Map<String, List<String>> rows = rows(before);
        Map<String, Map<String, List<String>>> reports = reports();
        List<String> lines = new ArrayList<>();
        String heading = "";
        for (String line : before) {
            heading = line.startsWith(HEADING) ? line.substring(HEADING.length()) : heading;
            boolean isRow = line.startsWith("| ") && !line.startsWith("| fault ");
            if (!isRow || !reports.containsKey(heading)) {
                lines.add(line);
            }
            if (line.startsWith("|---") && reports.containsKey(heading)) {
                for (Fault fault : FAULTS) {
                    List<String> known = known(rows.getOrDefault(heading, List.of()), fault);
                    lines.add(row(known, reports.get(heading).get(fault.name()), isBusy));
                }
            }
        }
        return lines;
    }

    /** What is on the page already; nothing where there is no such row. */
    private static List<String> known(List<String> rows, Fault fault) {
        return rows.stream()
                .map(FaultsPageTest::cells)
                .filter(cells -> cells.get(0).equals(fault.words()))
                .findFirst()
                .orElse(List.of(fault.words(), "", "", "", "", ""));
    }

    /**
     * A row of the page.
     *
     * @param known what it is now
     * @param report what was seen; null where nothing was
     */
    private static String row(List<String> known, @Nullable List<String> report, boolean isBusy) {
        List<String> cells = new ArrayList<>(known);
        if (report != null && report.size() == NONE) {
            cells = new ArrayList<>(List.of(known.get(0), report.get(2), "", "", "", ""));
        } else if (report != null) {
            cells.set(1, report.get(2));
            cells.set(2, report.get(3));
            cells.set(3, isBusy ? known.get(3) : report.get(4));
            cells.set(4, isBusy ? known.get(4) : report.get(5) + ", " + report.get(6));
            cells.set(5, report.get(7) + ", " + report.get(8));
        }
        return "| " + String.join(" | ", cells) + " |";
    }

    /** By directory and fault; the last one of each. */
    private static Map<String, Map<String, List<String>>> reports() throws IOException {
        Map<String, Map<String, List<String>>> reports = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(MODULES, 4)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".tsv"))
                    .sorted()
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    List<String> cells = List.of(line.split("\t", -1));
                    reports.computeIfAbsent(cells.get(0), none -> new LinkedHashMap<>())
                            .put(cells.get(1), cells);
                }
            }
        }
        return reports;
    }
}
