package io.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.util.Arrays;
import java.util.Collection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark for a moment: a guard against breakage, not a measurement. */
@Tag("heavy")
@AgainstNatsServer
@NeedsTool({"slapd", "postgres"})
class BenchmarksIT {
    @Test
    void everyBenchmarkRuns() throws RunnerException {
        Options moment = new OptionsBuilder()
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(20))
                .param("provider", providers())
                .param("requests", "4096")
                .param("budget", "10000")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();

        Collection<RunResult> results = new Runner(moment).run();

        assertThat(results)
                .hasSizeGreaterThan(20)
                .allSatisfy(result -> assertThat(result.getPrimaryResult().getScore())
                        .as(result.getParams().id())
                        .isPositive()
                        .isFinite());
    }

    /** ACCP's native library is not for every machine. */
    private static String[] providers() {
        return Arrays.stream(Ed25519Benchmark.Provider.values())
                .filter(Ed25519Benchmark.Provider::works)
                .map(Ed25519Benchmark.Provider::name)
                .toArray(String[]::new);
    }
}
