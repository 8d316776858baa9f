package io.gatehouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupRecorder.Limit;
import io.gatehouse.directory.LookupRecorder.Memory;
import io.gatehouse.directory.LookupRecorder.Result;
import io.gatehouse.directory.LookupRecorder.SharedRead;
import io.gatehouse.directory.LookupRecorder.SharedWrite;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted of lookups, as it is scraped. */
class LookupMetricsTest {
    private final ServiceCounters counters = new ServiceCounters();
    private final Metrics metrics =
            new Metrics(counters, SampleQueues.requests(0), SampleQueues.state(), () -> new BuildInfo("1", "x", "one"));

    @AfterEach
    void close() {
        metrics.close();
    }

    private List<String> lines() {
        return SampleQueues.text(metrics).lines().toList();
    }

    /** A series of the directory {@code staff}. */
    private static String staff(String name, String labels, double value) {
        return "gatehouse_" + name + "{directory=\"staff\"" + labels + ",type=\"file\"} " + value;
    }

    private static String kind(String kind) {
        return ",kind=\"" + kind + "\"";
    }

    private static String result(String result) {
        return ",result=\"" + result + "\"";
    }

    @Test
    void everySeriesOfADirectoryIsThereBeforeAnythingHappensInIt() {
        assertThat(lines())
                .contains(
                        "gatehouse_failure_limited_total{by=\"user\"} 0.0",
                        "gatehouse_failure_limited_total{by=\"source\"} 0.0")
                .noneMatch(line -> line.startsWith("gatehouse_cache_requests_total"));

        counters.directory("staff", "file");

        assertThat(lines())
                .contains(
                        staff("cache_requests_total", result("hit"), 0),
                        staff("cache_requests_total", result("negative_hit"), 0),
                        staff("cache_requests_total", result("joined"), 0),
                        staff("cache_requests_total", result("miss"), 0),
                        staff("cache_requests_total", result("revalidated"), 0),
                        staff("cache_entries", kind("verified"), 0),
                        staff("cache_entries", kind("negative"), 0),
                        staff("cache_bytes", kind("verified"), 0),
                        staff("cache_bytes", kind("negative"), 0),
                        staff("cache_evictions_total", kind("verified"), 0),
                        staff("cache_evictions_total", kind("negative"), 0),
                        staff("lookups_in_flight", "", 0),
                        staff("lookups_refused_total", "", 0),
                        staff("lookups_timed_out_total", "", 0));
    }

    /** Of a directory whose answers are not shared nothing of the kind is shown. */
    @Test
    void theSharedCacheIsCountedWhereAnswersAreShared() {
        LookupRecorder staff = counters.directory("staff", "file");
        assertThat(lines())
                .contains("gatehouse_shared_cache_usable 0.0")
                .noneMatch(line -> line.startsWith("gatehouse_shared_cache_requests_total"));

        staff.shares();
        staff.sharedRead(SharedRead.HIT);
        staff.sharedRead(SharedRead.HIT);
        staff.sharedRead(SharedRead.REFUSED);
        staff.sharedWritten(SharedWrite.STORED);
        counters.sharedCacheUsable(true);
        assertThat(lines())
                .contains(
                        "gatehouse_shared_cache_usable 1.0",
                        staff("shared_cache_requests_total", result("hit"), 2),
                        staff("shared_cache_requests_total", result("refused"), 1),
                        staff("shared_cache_requests_total", result("miss"), 0),
                        staff("shared_cache_requests_total", result("error"), 0),
                        staff("shared_cache_requests_total", result("skipped"), 0),
                        staff("shared_cache_writes_total", result("stored"), 1),
                        staff("shared_cache_writes_total", result("failed"), 0),
                        staff("shared_cache_writes_total", result("dropped"), 0));
    }

    @Test
    void everythingIsCountedForItself() {
        LookupRecorder staff = counters.directory("staff", "file");
        staff.asked(Result.HIT);
        staff.asked(Result.HIT);
        staff.asked(Result.JOINED);
        staff.remembered(Memory.VERIFIED, 800);
        staff.remembered(Memory.VERIFIED, 900);
        staff.remembered(Memory.NEGATIVE, 200);
        staff.forgotten(Memory.VERIFIED, 800, true);
        staff.forgotten(Memory.NEGATIVE, 200, false);
        staff.lookupBegun();
        staff.lookupBegun();
        staff.lookupEnded();
        staff.lookupRefused();
        counters.limited(Limit.SOURCE);

        assertThat(lines())
                .contains(
                        staff("cache_requests_total", result("hit"), 2),
                        staff("cache_requests_total", result("joined"), 1),
                        staff("cache_requests_total", result("miss"), 0),
                        staff("cache_entries", kind("verified"), 1),
                        staff("cache_entries", kind("negative"), 0),
                        staff("cache_bytes", kind("verified"), 900),
                        staff("cache_bytes", kind("negative"), 0),
                        staff("cache_evictions_total", kind("verified"), 1),
                        staff("cache_evictions_total", kind("negative"), 0),
                        staff("lookups_in_flight", "", 1),
                        staff("lookups_refused_total", "", 1),
                        "gatehouse_failure_limited_total{by=\"user\"} 0.0",
                        "gatehouse_failure_limited_total{by=\"source\"} 1.0");
    }

    @Test
    void whatABackendDoesIsThereOnceOneIsAsked() {
        LookupRecorder recorder = counters.directory("staff", "file");
        assertThat(lines()).noneMatch(line -> line.startsWith("gatehouse_directory_breaker_open"));

        recorder.guarded(new SampleQueues.OpenGuard());
        recorder.lookupFailed();
        recorder.lookupRetried();
        recorder.answeredStale();
        recorder.breakerOpened();
        recorder.probed(true);
        recorder.probed(false);
        recorder.probed(false);
        recorder.withheld(LookupRecorder.Withheld.BREAKER_OPEN);

        assertThat(lines())
                .contains(
                        staff("directory_breaker_open", "", 1),
                        staff("directory_breaker_opened_total", "", 1),
                        staff("directory_probes_total", result("success"), 1),
                        staff("directory_probes_total", result("failure"), 2),
                        staff("lookups_limit", "", 7),
                        staff("lookups_failed_total", "", 1),
                        staff("lookups_retried_total", "", 1),
                        staff("lookups_stale_total", "", 1),
                        staff("lookups_withheld_total", ",reason=\"breaker_open\"", 1),
                        staff("lookups_withheld_total", ",reason=\"recent_failure\"", 0));
    }

    @Test
    void eachDirectoryHasItsOwnSeriesAndGoesOnCountingUnderItsName() {
        counters.directory("staff", "file").asked(Result.MISS);
        LookupRecorder partners = counters.directory("partners", "ldap");
        partners.asked(Result.MISS);
        partners.lookupTimedOut();
        counters.directory("staff", "file").asked(Result.MISS);

        assertThat(lines())
                .contains(
                        staff("cache_requests_total", result("miss"), 2),
                        staff("lookups_timed_out_total", "", 0),
                        "gatehouse_cache_requests_total{directory=\"partners\",result=\"miss\",type=\"ldap\"} 1.0",
                        "gatehouse_lookups_timed_out_total{directory=\"partners\",type=\"ldap\"} 1.0");
        assertThat(counters.cacheRequests(Result.MISS)).isEqualTo(3);
    }
}
