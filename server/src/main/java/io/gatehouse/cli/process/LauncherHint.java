package io.gatehouse.cli.process;

import java.util.Optional;

/** What the launcher has to say about the start: a line for the log, in the log's format. */
final class LauncherHint {
    /** Set by the launcher. */
    static final String PROPERTY = "gatehouse.hint";

    private LauncherHint() {}

    static Optional<String> text() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).filter(text -> !text.isBlank());
    }
}
