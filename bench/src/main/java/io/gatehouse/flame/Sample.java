package io.gatehouse.flame;

import java.time.Instant;

/**
 * One event of a recording, before anything is concluded from it.
 *
 * @param threadId as the JVM numbers it
 * @param kind how it was taken
 */
record Sample(Instant time, long threadId, Kind kind, Stack stack) {
    /** The same, of another weight. */
    Sample weighing(double weight) {
        return new Sample(time, threadId, kind, new Stack(stack.frames(), weight));
    }

    enum Kind {
        /** By the CPU clock of a thread: JDK 25 and newer, on Linux. */
        CPU_TIME,
        /** A thread found in Java code. */
        JAVA,
        /** A thread found in native code, at work or not. */
        NATIVE,
        ALLOCATION
    }
}
