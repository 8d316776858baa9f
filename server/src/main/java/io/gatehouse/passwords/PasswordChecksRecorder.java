package io.gatehouse.passwords;

/** Told of what becomes of slow password checks; called by many threads, so it must not block. */
public interface PasswordChecksRecorder {
    /** Records nothing. */
    PasswordChecksRecorder NONE = new PasswordChecksRecorder() {};

    /** A thread begins with a check, which waited this long, in nanoseconds. */
    default void began(long waitedNanos) {}

    /** A thread has ended a check, which took it so long; {@code scheme} as {@code bcrypt(10)}. */
    default void ended(CheckResult result, String scheme, long nanos) {}

    /** A check was dropped before a hash was computed. */
    default void dropped(CheckDrop reason) {}
}
