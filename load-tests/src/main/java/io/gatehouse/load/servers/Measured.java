package io.gatehouse.load.servers;

import io.gatehouse.load.process.ProcessUsage;
import io.gatehouse.load.report.Figures;
import java.util.List;

/**
 * A segment of a run, counted.
 *
 * @param service what the service's processes spent in it
 * @param server what nats-server spent in it
 * @param recoverySeconds from its beginning until 99 % were in time for good; NaN when they never were
 * @param series a row for each second
 */
record Measured(
        Segment segment,
        Tally tally,
        ProcessUsage service,
        ProcessUsage server,
        double recoverySeconds,
        List<Figures> series) {
    Measured {
        series = List.copyOf(series);
    }
}
