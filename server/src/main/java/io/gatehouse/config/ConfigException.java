package io.gatehouse.config;

import io.gatehouse.crypto.SeedMask;
import java.util.List;

/** The configuration cannot be used; says every problem found, each with its place and its key. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;
    private final boolean commandLine;

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

    /** The problems, one sentence each. */
    public List<String> problems() {
        return problems;
    }
}
