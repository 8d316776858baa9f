package io.gatehouse.cli.check.finding;

import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.cli.check.finding.Finding.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Findings as JSON, for a pipeline; {@code docs/reference/commands.md} describes it. */
public final class FindingsJson {
    /** Counts up when a reader must be changed; further fields do not count. */
    private static final int SCHEMA = 1;

    private FindingsJson() {}

    /** One object, over several lines. */
    public static String of(Findings findings, int exitCode) {
        String list = findings.list().stream().map(FindingsJson::object).collect(Collectors.joining(",\n    "));
        String summary = Arrays.stream(Level.values())
                .map(level -> text(level.text()) + ": " + findings.count(level))
                .collect(Collectors.joining(", "));
        return """
                {
                  "schema": %d,
                  "findings": [
                    %s
                  ],
                  "summary": {%s},
                  "exit_code": %d
                }""".formatted(SCHEMA, list, summary, exitCode);
    }

    private static String object(Finding finding) {
        String remedy = finding.remedy();
        return "{\"level\": " + text(finding.level().text())
                + ", \"subject\": " + text(finding.subject().text())
                + ", \"message\": " + text(finding.message())
                + ", \"remedy\": " + (remedy == null ? "null" : text(remedy)) + "}";
    }

    private static String text(String text) {
        return new String(new JsonWriter(128).string(text).toByteArray(), StandardCharsets.UTF_8);
    }
}
