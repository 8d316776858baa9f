package io.gatehouse.cli;

import io.gatehouse.testbed.tools.ToolVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The table of docs/reference/servers.md: for each thing that nats-server does, the versions since which it does. */
record ServersPage(Map<String, List<ToolVersion>> since) {
    private static final Path PAGE = Path.of("..", "docs", "reference", "servers.md");
    private static final Pattern CELLS = Pattern.compile("\\s*\\|\\s*");
    private static final String HEAD = "| nats-server | since | before |";

    static ServersPage read() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        Map<String, List<ToolVersion>> rows = new LinkedHashMap<>();
        for (String line : lines.subList(lines.indexOf(HEAD) + 2, lines.size())) {
            if (!line.startsWith("|")) {
                break;
            }
            String[] cells = CELLS.split(line, -1);
            rows.put(cells[1], versions(cells[2]));
        }
        return new ServersPage(rows);
    }

    /** One version for each line of releases that was changed; none for "no version". */
    private static List<ToolVersion> versions(String cell) {
        return cell.equals("no version")
                ? List.of()
                : Pattern.compile(", ")
                        .splitAsStream(cell)
                        .map(version -> ToolVersion.in(version).orElseThrow())
                        .toList();
    }

    /**
     * Whether it holds on a version, by the page: from the version of its own line of releases on, and on every line
     * newer than those that are named.
     */
    boolean holds(String row, ToolVersion version) {
        List<ToolVersion> since = Objects.requireNonNull(this.since.get(row), row);
        boolean newer = !since.isEmpty()
                && since.stream()
                        .allMatch(start -> version.minor() > start.minor() && version.major() == start.major());
        return newer || since.stream().anyMatch(start -> sameLine(start, version) && version.isAtLeast(start));
    }

    private static boolean sameLine(ToolVersion one, ToolVersion other) {
        return one.major() == other.major() && one.minor() == other.minor();
    }
}
