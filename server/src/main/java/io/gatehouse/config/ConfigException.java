package io.gatehouse.config;

import io.gatehouse.crypto.SeedMask;
import io.gatehouse.logging.LogSettings;
import java.util.List;

/** The configuration cannot be used; says every problem found, each with its place and its key. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;
    private final boolean commandLine;
    private transient LogSettings.Format format = LogSettings.Format.TEXT;

    ConfigException(List<String> problems, boolean commandLine) {
        super(SeedMask.of(String.join(System.lineSeparator(), problems)));
        this.problems = problems.stream().map(SeedMask::of).toList();
        this.commandLine = commandLine;
    }

    ConfigException(String problem) {
        this(List.of(problem), false);
    }

    /** Whether something is wrong on the command line. */
    public boolean isOfCommandLine() {
        return commandLine;
    }

    ConfigException in(LogSettings.Format newFormat) {
        format = newFormat;
        return this;
    }

    /** What the log is written in, as far as the configuration can be understood. */
    public LogSettings.Format format() {
        return format;
    }

    /** The problems, one sentence each. */
    public List<String> problems() {
        return problems;
    }
}
