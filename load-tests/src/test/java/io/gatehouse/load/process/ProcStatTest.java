package io.gatehouse.load.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.load.process.ProcessSampler.UsageSample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcStatTest {
    private static final long SECOND = 1_000_000_000;
    private static final long MB = 1024 * 1024;

    @Test
    void readsTheLineWhateverTheName() {
        String stat =
                "4711 (a b) c) S 1 4711 4711 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 31 0 123456 999999999 500 1844 1 1";

        ProcStat.StatReading reading = ProcStat.parse(stat);

        assertThat(reading.cpuNanos()).isEqualTo(3 * SECOND);
        assertThat(reading.rssBytes() % 500).isZero();
        assertThat(reading.rssBytes() / 500).isIn(4096L, 16384L, 65536L);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void samplesALiveProcess() {
        try (ProcessSampler sampler =
                ProcessSampler.start("--pid", List.of(ProcessHandle.current().pid()))) {
            long from = System.nanoTime();
            sampler.sample();
            sampler.sample();
            ProcessUsage usage = sampler.usage(from, System.nanoTime());

            assertThat(usage.cpuSeconds()).isNotNegative();
            assertThat(usage.rssMaxMb()).isBetween(10.0, 1e6);
        }
    }

    @Test
    void saysWhenThereIsNoSuchProcess() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessSampler.start("--pid", List.of(Long.MAX_VALUE)))
                .withMessageStartingWith("--pid");
    }

    @Test
    void nothingIsKnownWithoutProcesses() {
        try (ProcessSampler sampler = ProcessSampler.start("--pid", List.of())) {
            sampler.sample();

            assertThat(sampler.usage(0, SECOND)).isEqualTo(ProcessUsage.UNKNOWN);
        }
    }

    @Test
    void countsEvenlyBetweenTwoSamples() {
        List<UsageSample> samples = List.of(
                new UsageSample(0, 10 * SECOND, 100 * MB),
                new UsageSample(2 * SECOND, 11 * SECOND, 300 * MB),
                new UsageSample(4 * SECOND, 14 * SECOND, 200 * MB));

        ProcessUsage usage = ProcessUsage.of(samples, SECOND, 4 * SECOND);

        assertThat(usage.cpuSeconds()).isEqualTo(3.5);
        assertThat(usage.cores()).isEqualTo(3.5 / 3);
        assertThat(usage.rssMaxMb()).isEqualTo(300);
        assertThat(usage.cpuMicrosPer(1000)).isEqualTo(3500);
        assertThat(usage.cpuMicrosPer(0)).isNaN();
    }

    @Test
    void addsPartsUp() {
        ProcessUsage sum = ProcessUsage.sum(List.of(new ProcessUsage(1, 0.5, 100), new ProcessUsage(3, 1.5, 90)));

        assertThat(sum).isEqualTo(new ProcessUsage(4, 1, 100));
        assertThat(ProcessUsage.sum(List.of(ProcessUsage.UNKNOWN)).cpuSeconds()).isNaN();
    }
}
