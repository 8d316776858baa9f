package io.gatehouse.testbed.tools;

/** Called with one line when something takes long enough to be reported. */
@FunctionalInterface
interface Progress {
    void tell(String line);

    /** To standard error: the one place that a person watching a command or a build is sure to see. */
    static Progress toStandardError() {
        return line -> System.err.println("gatehouse: " + line);
    }
}
