package io.gatehouse.config;

import java.util.List;

/** The configuration cannot be used; says every problem found, each with its place and its key. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    ConfigException(String problem) {
        this(List.of(problem));
    }

    /** The problems, one sentence each. */
    public List<String> problems() {
        return problems;
    }
}
