package io.gatehouse.load.options;

/** What the load tool's process ends with. */
public final class LoadExitCode {
    /** Measured, something was answered rightly, and every expectation was kept. */
    public static final int OK = 0;

    /** Measured, and an expectation was missed, nothing was right, or an answer was wrong and no expectation bounds wrong answers. */
    public static final int MISSED = 1;

    /** The command line cannot be used. */
    public static final int USAGE = 2;

    /** Could not measure: no connection, no service, a file that cannot be written. */
    public static final int FAILED = 3;

    private LoadExitCode() {}
}
