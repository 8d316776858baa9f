package io.gatehouse.explain;

/** What {@code gatehouse explain} ends with. */
public final class ExplainExitCode {
    /** The login is granted; or nobody's rights change. */
    public static final int GRANTED = 0;

    /** The login is denied; or somebody's rights change. */
    public static final int DENIED = 1;

    /** The login gets no answer. */
    public static final int NO_ANSWER = 2;

    /** The command line cannot be used. */
    public static final int USAGE = 64;

    /** Nothing can be said: the configuration, a file or a directory cannot be used. */
    public static final int FAILED = 70;

    private ExplainExitCode() {}
}
