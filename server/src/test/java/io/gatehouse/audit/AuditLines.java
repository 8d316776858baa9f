package io.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads records as whoever evaluates an audit log does. */
public final class AuditLines {
    private AuditLines() {}

    /** The members of a record. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> members(String line) {
        // JSON is YAML as well, and every record is on one line.
        assertThat(line).startsWith("{\"time\":\"").endsWith("}");
        return (Map<String, Object>)
                Objects.requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(line));
    }

    public static Map<String, Object> members(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        assertThat(text).endsWith("}\n");
        return members(text.substring(0, text.length() - 1));
    }

    /** All records of a file; none while there is none. */
    public static List<Map<String, Object>> of(Path file) {
        try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.empty()) {
            return lines.map(AuditLines::members).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of one type. */
    public static List<Map<String, Object>> of(Path file, String type) {
        return ofType(of(file), type);
    }

    /** Those of one type. */
    public static List<Map<String, Object>> ofType(List<Map<String, Object>> records, String type) {
        return records.stream()
                .filter(record -> type.equals(record.get("type")))
                .toList();
    }
}
