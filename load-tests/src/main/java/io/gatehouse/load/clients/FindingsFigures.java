package io.gatehouse.load.clients;

import io.gatehouse.load.clients.engine.Counts;
import io.gatehouse.load.clients.engine.Outage;
import io.gatehouse.load.process.ProcessUsage;
import io.gatehouse.load.report.Figures;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;

/** Names what a run found, for JSON and expectations; docs/reference/load-clients.md lists the names. */
final class FindingsFigures {
    private FindingsFigures() {}

    static Figures of(Findings findings) {
        Figures figures = new Figures();
        Findings.Storm storm = findings.storm();
        figures.put("clients", findings.clients());
        figures.put("logged_in", findings.ramp().counts().loggedIn());
        figures.put("lost", findings.ramp().counts().lost());
        figures.put("first_logins_s", findings.ramp().seconds());
        figures.put("first_logins_per_s", findings.ramp().loginsPerSecond());
        figures.put("first_refused", findings.ramp().counts().refused());
        figures.put("first_timed_out", findings.ramp().counts().timedOut());
        figures.put("first_retries", findings.ramp().counts().retries());
        figures.put("first_service_cpu_s", findings.ramp().service().cpuSeconds());
        figures.put("first_broker_cpu_s", findings.ramp().broker().cpuSeconds());
        figures.put("hold_dropped", findings.hold().dropped());
        if (storm != null) {
            figures.put("storm", storm(storm));
            figures.put("service_cpu_s", storm.service().cpuSeconds());
            figures.put("service_rss_max_mb", storm.service().rssMaxMb());
            figures.put("broker_cpu_s", storm.brokerCpuSeconds());
            figures.put("cpu_share", storm.cpuShare());
            figures.put("tool_cpu_s", storm.toolCpuSeconds());
        }
        Counts last = storm == null ? findings.hold() : storm.counts();
        figures.put("tool_lag_max_ms", last.lagMaxMicros() / 1000.0);
        return figures;
    }

    private static Figures storm(Findings.Storm storm) {
        Outage outage = storm.outage();
        Histogram back = outage.backMillis();
        Counts counts = storm.counts();
        return new Figures()
                .put("clients", storm.clients())
                .put("down_ms", storm.downMillis())
                .put("first_greeting_ms", outage.millisAfterFirstDrop(outage.firstGreeting()))
                .put("first_back_ms", outage.millisAfterFirstDrop(outage.firstBack()))
                .put("last_back_ms", outage.millisAfterFirstDrop(outage.lastBack()))
                .put("out_p50_ms", percentile(back, 50))
                .put("out_p90_ms", percentile(back, 90))
                .put("out_p99_ms", percentile(back, 99))
                .put("out_max_ms", percentile(back, 100))
                .put("back", storm.back())
                .put("lost_for_good", storm.lostForGood())
                .put("still_out", storm.stillOut())
                .put("attempts", counts.attempts())
                .put("retries", counts.retries())
                .put("refused", counts.refused())
                .put("timed_out", counts.timedOut())
                .put("unreachable", counts.unreachable())
                .put("broken", counts.broken())
                .put("logins_per_s_max", storm.series().loginsPerSecondMax())
                .put("watched_s", storm.seconds())
                .put(
                        "series",
                        storm.series().points().stream()
                                .map(FindingsFigures::point)
                                .toList());
    }

    private static double percentile(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0 ? Double.NaN : histogram.getValueAtPercentile(percentile);
    }

    private static Figures point(Series.Point point) {
        return new Figures()
                .put("ms", Math.round(point.ms()))
                .put("logged_in", point.loggedIn())
                .put("logins", point.during().logins())
                .put("refused", point.during().refused())
                .put("timed_out", point.during().timedOut())
                .put("unreachable", point.during().unreachable())
                .put("broken", point.during().broken());
    }

    /** The names of all numbers that a run will have. */
    static Collection<String> names(boolean storm) {
        Series.Point nothing = new Series.Point(0, 0, 0, Counts.NONE);
        Findings.Storm none = new Findings.Storm(
                0, 0, 0, 0, Outage.none(), Counts.NONE, new Series(List.of(nothing)), 0, ProcessUsage.UNKNOWN, 0, 0);
        Findings findings = new Findings(
                List.of(),
                0,
                new Findings.Ramp(Counts.NONE, 0, ProcessUsage.UNKNOWN, ProcessUsage.UNKNOWN),
                Counts.NONE,
                storm ? none : null);
        return new TreeSet<>(of(findings).paths());
    }
}
