package io.gatehouse.service;

import io.gatehouse.directory.chain.NameConflicts;
import io.gatehouse.directory.file.WriteAccess;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** What is to be said of settings that can be used. */
final class SettingsWarnings {
    private final List<Line> lines;

    private SettingsWarnings(List<Line> lines) {
        this.lines = lines;
    }

    /** @param subjects public keys: what requests can be for; empty when that is not known */
    static SettingsWarnings of(GatehouseSettings settings, Set<String> subjects) {
        Stream<List<String>> warnings = Stream.of(
                settings.warnings(),
                Directories.warnings(settings.directories(), subjects),
                NameConflicts.of(settings.directories()));
        return new SettingsWarnings(Stream.concat(
                        warnings.flatMap(List::stream).map(text -> new Line(Level.WARN, text)),
                        settings.writable().stream().map(SettingsWarnings::line))
                .toList());
    }

    private static Line line(WriteAccess access) {
        return new Line(access.everybody() ? Level.ERROR : Level.WARN, access.message());
    }

    /** Those that others do not have. */
    SettingsWarnings without(SettingsWarnings others) {
        return new SettingsWarnings(
                lines.stream().filter(line -> !others.lines.contains(line)).toList());
    }

    void log(Logger log) {
        lines.forEach(line -> log.atLevel(line.level).log(line.text));
    }

    private record Line(Level level, String text) {}
}
