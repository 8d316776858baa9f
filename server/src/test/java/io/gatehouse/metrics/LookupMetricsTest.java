package io.gatehouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.LookupRecorder.Limit;
import io.gatehouse.directory.LookupRecorder.Memory;
import io.gatehouse.directory.LookupRecorder.Result;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted of lookups, as it is scraped. */
class LookupMetricsTest {
    private final ServiceCounters counters = new ServiceCounters();
    private final Metrics metrics =
            new Metrics(counters, SampleQueues.requests(0), () -> true, () -> new BuildInfo("1", "x", "one"));

    @AfterEach
    void close() {
        metrics.close();
    }

    private List<String> lines() {
        return metrics.scrape(ScrapeFormat.TEXT).lines().toList();
    }

    @Test
    void everySeriesIsThereBeforeAnythingHappens() {
        assertThat(lines())
                .contains(
                        "gatehouse_cache_requests_total{result=\"hit\"} 0.0",
                        "gatehouse_cache_requests_total{result=\"negative_hit\"} 0.0",
                        "gatehouse_cache_requests_total{result=\"joined\"} 0.0",
                        "gatehouse_cache_requests_total{result=\"miss\"} 0.0",
                        "gatehouse_cache_entries{kind=\"verified\"} 0.0",
                        "gatehouse_cache_entries{kind=\"negative\"} 0.0",
                        "gatehouse_cache_bytes{kind=\"verified\"} 0.0",
                        "gatehouse_cache_bytes{kind=\"negative\"} 0.0",
                        "gatehouse_cache_evictions_total{kind=\"verified\"} 0.0",
                        "gatehouse_cache_evictions_total{kind=\"negative\"} 0.0",
                        "gatehouse_failure_limited_total{by=\"user\"} 0.0",
                        "gatehouse_failure_limited_total{by=\"source\"} 0.0",
                        "gatehouse_lookups_in_flight 0.0",
                        "gatehouse_lookups_refused_total 0.0");
    }

    @Test
    void everythingIsCountedForItself() {
        LookupCounters lookups = counters.lookups();
        lookups.asked(Result.HIT);
        lookups.asked(Result.HIT);
        lookups.asked(Result.JOINED);
        lookups.remembered(Memory.VERIFIED, 800);
        lookups.remembered(Memory.VERIFIED, 900);
        lookups.remembered(Memory.NEGATIVE, 200);
        lookups.forgotten(Memory.VERIFIED, 800, true);
        lookups.forgotten(Memory.NEGATIVE, 200, false);
        lookups.limited(Limit.SOURCE);
        lookups.lookupBegun();
        lookups.lookupBegun();
        lookups.lookupEnded();
        lookups.lookupRefused();

        assertThat(lines())
                .contains(
                        "gatehouse_cache_requests_total{result=\"hit\"} 2.0",
                        "gatehouse_cache_requests_total{result=\"joined\"} 1.0",
                        "gatehouse_cache_requests_total{result=\"miss\"} 0.0",
                        "gatehouse_cache_entries{kind=\"verified\"} 1.0",
                        "gatehouse_cache_entries{kind=\"negative\"} 0.0",
                        "gatehouse_cache_bytes{kind=\"verified\"} 900.0",
                        "gatehouse_cache_bytes{kind=\"negative\"} 0.0",
                        "gatehouse_cache_evictions_total{kind=\"verified\"} 1.0",
                        "gatehouse_cache_evictions_total{kind=\"negative\"} 0.0",
                        "gatehouse_failure_limited_total{by=\"user\"} 0.0",
                        "gatehouse_failure_limited_total{by=\"source\"} 1.0",
                        "gatehouse_lookups_in_flight 1.0",
                        "gatehouse_lookups_refused_total 1.0");
    }
}
