package io.gatehouse.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.rig.Encryption;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ComparisonReportTest {
    private static final ComparisonSettings SETTINGS =
            new ComparisonSettings(2, 0.5, Duration.ofSeconds(1), Duration.ofSeconds(1), 200, 64);

    @Test
    void tellsMediansAndTheWorstOfEveryService() {
        ComparisonResults results = new ComparisonResults();
        results.add("Gatehouse", Encryption.XKEY, new ServiceFigures(80, 70, 7000, 3, 150, 0, 0));
        results.add("Gatehouse", Encryption.XKEY, new ServiceFigures(100, 72, 7200, 5, 160, 0, 0));
        results.addSignatureCost(35);
        ComparisonReport report =
                new ComparisonReport(results, new ComparisonObjectives(results, "Gatehouse").results(), SETTINGS);
        assertThat(report.markdown())
                .contains("| Gatehouse | with xkey | 71.0 | 90.0 | 7100 | 4.0 | 5.0 | 160 | 0 |")
                .contains("Medians of 2 rounds; each service held to 0.5 cores")
                .contains(
                        "| p99 latency at half of capacity, with xkey | at most 10 ms | at most 5 ms | 4 ms | 5 ms |");
        assertThat(report.outcome().figures().number("services[Gatehouse with xkey].rounds[1].p99_half_ms"))
                .isEqualTo(5);
    }

    @Test
    void namesTheFiguresThatMayBeExpected() {
        assertThat(ComparisonReport.paths()).contains("rows[].median", "rows[].held", "floor_us");
    }
}
