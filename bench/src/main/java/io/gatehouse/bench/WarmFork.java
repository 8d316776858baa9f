package io.gatehouse.bench;

import java.util.Objects;
import org.openjdk.jmh.results.BenchmarkResult;

/**
 * What one process of {@link WarmAnswerBenchmark} measured, for each answer.
 *
 * @param fileMicros CPU time by file, with the check of a signature where the directory has to make one
 * @param micros CPU time by the directory
 * @param fileBytes allocated by file
 * @param bytes allocated by the directory
 */
record WarmFork(double fileMicros, double micros, double fileBytes, double bytes) {
    static WarmFork of(BenchmarkResult result) {
        double answers = counted(result, "answers");
        return new WarmFork(
                counted(result, "fileNanos") / answers / 1000,
                counted(result, "nanos") / answers / 1000,
                counted(result, "fileBytes") / answers,
                counted(result, "bytes") / answers);
    }

    private static double counted(BenchmarkResult result, String name) {
        return Objects.requireNonNull(result.getSecondaryResults().get(name), name)
                .getScore();
    }

    /** How many times as much as by file it takes. */
    double ratio() {
        return micros / fileMicros;
    }
}
