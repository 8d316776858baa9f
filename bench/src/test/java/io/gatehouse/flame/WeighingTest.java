package io.gatehouse.flame;

import static io.gatehouse.flame.Sample.Kind.JAVA;
import static io.gatehouse.flame.Sample.Kind.NATIVE;
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
    private static final List<StackFrame> STACK = List.of(StackFrame.method("a.B", "c"));

    @Test
    void aSampleWeighsThePeriodOfItsKind() {
        Periods periods = new Periods();
        periods.set("jdk.ExecutionSample", "10 ms");
        periods.set("jdk.NativeMethodSample", "everyChunk");

        assertThat(weight(periods.weighed(sample(BEGIN, WORKER, JAVA, 1)))).isEqualTo(10e6);
        assertThat(weight(periods.weighed(sample(BEGIN, WORKER, NATIVE, 1)))).isEqualTo(20e6);
    }

    @Test
    void nativeSamplesShareWhatJavaDoesNotExplain() {
        ThreadLoads loads = new ThreadLoads();
        loads.add(WORKER, 0.7);
        loads.add(WORKER, 0.9);
        List<Sample> calibrated = loads.calibrated(List.of(
                sample(BEGIN, WORKER, JAVA, 300e6),
                sample(BEGIN, WORKER, NATIVE, 10e6),
                sample(END, WORKER, NATIVE, 10e6)));

        assertThat(calibrated).hasSize(3);
        assertThat(weight(calibrated.get(0))).isEqualTo(300e6);
        assertThat(weight(calibrated.get(1))).isCloseTo(250e6, within(1.0));
        assertThat(weight(calibrated.get(2))).isCloseTo(250e6, within(1.0));
    }

    @Test
    void aThreadThatOnlyWaitsGetsNothing() {
        ThreadLoads loads = new ThreadLoads();
        loads.add(WORKER, 1);
        loads.add(READER, 0);
        List<Sample> calibrated = loads.calibrated(List.of(
                sample(BEGIN, WORKER, JAVA, 900e6),
                sample(BEGIN, READER, NATIVE, 10e6),
                sample(END, WORKER, NATIVE, 10e6)));

        assertThat(calibrated).extracting(Sample::threadId).containsExactly(WORKER, WORKER);
    }

    @Test
    void withoutLoadsSamplesStayAsTheyAre() {
        List<Sample> samples = List.of(sample(BEGIN, WORKER, NATIVE, 5));

        assertThat(new ThreadLoads().calibrated(samples)).isEqualTo(samples);
    }

    private static Sample sample(Instant time, long thread, Sample.Kind kind, double weight) {
        return new Sample(time, thread, kind, new Stack(STACK, weight));
    }

    private static double weight(Sample sample) {
        return sample.stack().weight();
    }
}
