package io.gatehouse.flame;

import java.time.Instant;
import java.util.List;

/**
 * One event of a recording.
 *
 * @param threadId as the JVM numbers it
 * @param kind how it was taken
 * @param method the innermost, with its class's full name
 * @param origins of the methods of its stack, the innermost first
 * @param weight nanoseconds of CPU or bytes
 */
record StackSample(
        Instant time, long threadId, SampleKind kind, String method, List<CodeOrigin> origins, double weight) {
    enum SampleKind {
        /** By the CPU clock of a thread: JDK 25 and newer, on Linux. */
        CPU_TIME,
        /** A thread found in Java code. */
        JAVA,
        /** A thread found in native code, at work or not. */
        NATIVE,
        ALLOCATION
    }

    StackSample {
        origins = List.copyOf(origins);
    }

    /** The same, of another weight. */
    StackSample weighing(double other) {
        return new StackSample(time, threadId, kind, method, origins, other);
    }

    /** The origin of the innermost method. */
    CodeOrigin self() {
        return origins.isEmpty() ? CodeOrigin.LIBRARY : origins.get(0);
    }

    /** Our innermost origin; where we have no part in it, the innermost library; and else the JDK. */
    CodeOrigin cause() {
        CodeOrigin library = self();
        for (CodeOrigin origin : origins) {
            if (origin.isOurs()) {
                return origin;
            }
            library = library == CodeOrigin.JDK ? origin : library;
        }
        return library;
    }
}
