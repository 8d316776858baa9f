package io.gatehouse.cli.check;

/** One thing that was looked at: what it is like, and what to do when it is not as it should be. */
public record Finding(Level level, String message) {
    /** How bad it is. */
    public enum Level {
        OK,
        WARN,
        FAIL
    }

    @Override
    public String toString() {
        return String.format("%-4s  %s", level, message);
    }
}
