package io.gatehouse.cli.explain;

/** What {@code gatehouse explain} ends with. */
final class ExplainExitCode {
    /** The login is granted; or nobody's rights change. */
    static final int GRANTED = 0;

    /** The login is denied; or somebody's rights change. */
    static final int DENIED = 1;

    /** The login gets no answer. */
    static final int NO_ANSWER = 2;

    /** The command line cannot be used. */
    static final int USAGE = 64;

    /** Nothing can be said: the configuration, a file or a directory cannot be used. */
    static final int FAILED = 70;

    private ExplainExitCode() {}
}
