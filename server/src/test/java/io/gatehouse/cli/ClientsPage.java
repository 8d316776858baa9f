package io.gatehouse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** A table of a page, found by its head: the cells of each row behind the first, by the first. */
record ClientsPage(List<String> columns, Map<String, List<String>> rows) {
    private static final Path PAGE = Path.of("..", "docs", "reference", "clients.md");
    private static final Path OPERATING = Path.of("..", "docs", "guides", "operating.md");
    private static final Pattern CELLS = Pattern.compile("\\s*\\|\\s*");

    /** One of docs/reference/clients.md. */
    static ClientsPage table(String firstHead) throws IOException {
        return table(PAGE, firstHead);
    }

    /** What docs/guides/operating.md repeats of it. */
    static ClientsPage inTheGuide(String firstHead) throws IOException {
        return table(OPERATING, firstHead);
    }

    private static ClientsPage table(Path page, String firstHead) throws IOException {
        List<String> lines = Files.readAllLines(page);
        String head = lines.stream()
                .filter(line -> line.startsWith("| " + firstHead + " |"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no table with the head " + firstHead));
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : lines.subList(lines.indexOf(head) + 2, lines.size())) {
            if (!line.startsWith("|")) {
                break;
            }
            List<String> cells = cells(line);
            rows.put(cells.get(0), cells.subList(1, cells.size()));
        }
        return new ClientsPage(cells(head).subList(1, cells(head).size()), rows);
    }

    private static List<String> cells(String line) {
        String[] all = CELLS.split(line, -1);
        return Arrays.asList(all).subList(1, all.length - 1);
    }

    /** One cell. */
    String cell(String row, String column) {
        List<String> cells = Objects.requireNonNull(rows.get(row), () -> "no row " + row);
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new AssertionError("no column " + column);
        }
        return cells.get(index);
    }
}
