package io.gatehouse.flame;

import static io.gatehouse.flame.StackSample.SampleKind.JAVA;
import static io.gatehouse.flame.StackSample.SampleKind.NATIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeighingTest {
    private static final long WORKER = 1;
    private static final long READER = 2;
    private static final Instant BEGIN = Instant.EPOCH;
    private static final Instant END = BEGIN.plusSeconds(1);

    @Test
    void aSampleWeighsThePeriodOfItsKind() {
        Periods periods = new Periods();
        periods.set("jdk.ExecutionSample", "10 ms");
        periods.set("jdk.NativeMethodSample", "everyChunk");

        assertThat(periods.weighed(sample(BEGIN, WORKER, JAVA, 1)).weight()).isEqualTo(10e6);
        assertThat(periods.weighed(sample(BEGIN, WORKER, NATIVE, 1)).weight()).isEqualTo(20e6);
    }

    @Test
    void nativeSamplesShareWhatJavaDoesNotExplain() {
        ThreadLoads loads = new ThreadLoads();
        loads.add(WORKER, 0.7);
        loads.add(WORKER, 0.9);
        List<StackSample> calibrated = loads.calibrated(List.of(
                sample(BEGIN, WORKER, JAVA, 300e6),
                sample(BEGIN, WORKER, NATIVE, 10e6),
                sample(END, WORKER, NATIVE, 10e6)));

        assertThat(calibrated).hasSize(3);
        assertThat(calibrated.get(0).weight()).isEqualTo(300e6);
        assertThat(calibrated.get(1).weight()).isCloseTo(250e6, within(1.0));
        assertThat(calibrated.get(2).weight()).isCloseTo(250e6, within(1.0));
    }

    @Test
    void aThreadThatOnlyWaitsGetsNothing() {
        ThreadLoads loads = new ThreadLoads();
        loads.add(WORKER, 1);
        loads.add(READER, 0);
        List<StackSample> calibrated = loads.calibrated(List.of(
                sample(BEGIN, WORKER, JAVA, 900e6),
                sample(BEGIN, READER, NATIVE, 10e6),
                sample(END, WORKER, NATIVE, 10e6)));

        assertThat(calibrated).extracting(StackSample::threadId).containsExactly(WORKER, WORKER);
    }

    @Test
    void withoutLoadsSamplesStayAsTheyAre() {
        List<StackSample> samples = List.of(sample(BEGIN, WORKER, NATIVE, 5));

        assertThat(new ThreadLoads().calibrated(samples)).isEqualTo(samples);
    }

    private static StackSample sample(Instant time, long thread, StackSample.SampleKind kind, double weight) {
        return new StackSample(time, thread, kind, "a.B.c", List.of(CodeOrigin.LIBRARY), weight);
    }
}
