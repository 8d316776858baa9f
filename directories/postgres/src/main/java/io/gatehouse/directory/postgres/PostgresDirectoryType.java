package io.gatehouse.directory.postgres;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.tls.TlsSection;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Directories in PostgreSQL databases. */
public final class PostgresDirectoryType implements DirectoryType {
    /** What {@code type} says. */
    public static final String TYPE = "postgres";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Entry> keys() {
        return PostgresKeys.ALL;
    }

    @Override
    public void check(Values settings) {
        PostgresSettings unused = PostgresKeys.read("*", settings);
    }

    @Override
    public List<String> warnings(String name, Values settings) {
        PostgresSettings read = PostgresKeys.read(name, settings);
        return read == null ? List.of() : read.warnings();
    }

    @Override
    public String unseenChanges(Values settings) {
        PostgresSettings read = PostgresKeys.read("*", settings);
        return read == null || read.listen() != null ? "" : "it has no listen, by which the database would tell";
    }

    @Override
    public boolean isPollable(Values settings) {
        PostgresSettings read = PostgresKeys.read("*", settings);
        return read != null && read.isPollable();
    }

    /** Whoever is trusted to be the server says who gets in. */
    @Override
    public List<Path> decisiveFiles(Values settings) {
        return Stream.ofNullable(TlsSection.read(settings).ca()).toList();
    }

    @Override
    public Directory create(String name, Values settings, DirectoryContext context) {
        return PostgresDirectory.open(Objects.requireNonNull(PostgresKeys.read(name, settings)), context);
    }
}
