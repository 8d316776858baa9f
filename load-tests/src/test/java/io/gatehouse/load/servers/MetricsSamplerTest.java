package io.gatehouse.load.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsSamplerTest {
    private static final long SECOND = 1_000_000_000;
    private static final String PAGE = """
            # HELP gatehouse_dropped_total Requests that got no answer, by reason.
            # TYPE gatehouse_dropped_total counter
            gatehouse_dropped_total{reason="expired"} 10.0
            gatehouse_dropped_total{reason="a } b"} 2.0 1395066363000
            gatehouse_dropped_total_other 7
            gatehouse_queue_depth %d
            """;

    @Test
    void addsTheSeriesOfAMetricUp() {
        try (MetricsSampler sampler = MetricsSampler.start(null, "gatehouse_queue_depth", "gatehouse_dropped_total")) {
            sampler.add(SECOND, PAGE.formatted(3));
            sampler.add(2 * SECOND, PAGE.formatted(5).replace("10.0", "1.2e1"));

            assertThat(sampler.depthAt(SECOND + SECOND / 4)).isEqualTo(3);
            assertThat(sampler.depthAt(2 * SECOND)).isEqualTo(5);
            assertThat(sampler.depthAt(60 * SECOND)).isNaN();
            assertThat(sampler.shedAt(SECOND)).isEqualTo(12);
            assertThat(sampler.shedAt(SECOND + SECOND / 2)).isEqualTo(13);
            assertThat(sampler.shedAt(9 * SECOND)).isEqualTo(14);
        }
    }

    @Test
    void knowsNothingOfAMetricThatIsNotThere() {
        try (MetricsSampler sampler = MetricsSampler.start(null, "depth", "shed")) {
            assertThat(sampler.shedAt(SECOND)).isNaN();
            sampler.add(SECOND, PAGE.formatted(3));

            assertThat(sampler.depthAt(SECOND)).isNaN();
            assertThat(sampler.shedAt(SECOND)).isNaN();
        }
    }
}
