package io.gatehouse.load.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.load.answer.AnswerVerifier;
import io.gatehouse.load.answer.Expected;
import io.gatehouse.load.process.ProcessUsage;
import io.gatehouse.load.report.Chart;
import io.gatehouse.load.report.FigurePaths;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.FiguresJson;
import io.gatehouse.load.report.HtmlPage;
import io.gatehouse.load.report.ProgressBar;
import io.gatehouse.load.request.RequestWriter;
import io.gatehouse.load.request.TestUsers;
import io.gatehouse.load.request.Workload;
import io.gatehouse.load.servers.batch.BatchVerification;
import io.gatehouse.load.servers.batch.FrameWriter;
import io.gatehouse.load.servers.batch.PreparedRequests;
import io.gatehouse.load.servers.batch.ReplyCollector;
import io.gatehouse.load.servers.batch.RequestBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** JSON, table and page of a run whose every figure is known. */
class ServersReportTest {
    private static final long MILLI = 1_000_000;
    private static final long START = 1_000 * MILLI;
    private static final long BUDGET_MICROS = 20_000;
    private static final String INBOX = "_INBOX.token";
    private static final LoadProfile STEPS =
            new LoadProfile.Steps(List.of(1.0, 10.0), 100, Duration.ofSeconds(2), false);
    private static final ProcessUsage SERVICE = new ProcessUsage(1.5, 0.25, 123.4);
    private static final ProcessUsage SERVER = new ProcessUsage(2.5, 0.75, 200);

    private final Workload workload = Workload.fresh(
            2, CurveKey.generate().publicKey(), TestUsers.patterned(100, "u%d", "p%d", 1), 1, "A", false);
    private final ReplyCollector box = new ReplyCollector(INBOX);
    private final LoadSettings settings = new LoadSettings(
            workload,
            "callout",
            INBOX,
            Expected.ANYTHING,
            Duration.ofMillis(20),
            Duration.ofSeconds(2),
            Duration.ZERO,
            Duration.ofSeconds(1));

    private ServersReport report() throws Exception {
        Measured first = measured(
                "1x",
                1,
                batch(1000, 10, 8, 6),
                SERVICE,
                SERVER,
                0.5,
                List.of(second(0, "1x", 0.25), second(1, "1x", 0.5)));
        Measured last = measured(
                "10x",
                10,
                batch(2000, 40, 40, 20),
                SERVER,
                SERVICE,
                Double.NaN,
                List.of(second(2, "10x", 0.25), second(3, "10x", Double.NaN)));
        RunResult result = new RunResult("steps", List.of(first, last), first, last.counts(), 123.4, null);
        Measured total = ServersReport.total(result, result.total(BUDGET_MICROS));
        return new ServersReport(result, total, settings, "2.99.0", 0, 0);
    }

    private static Measured measured(
            String name,
            double factor,
            RequestBatch batch,
            ProcessUsage service,
            ProcessUsage server,
            double recovery,
            List<Figures> seconds) {
        Segment segment = new Segment(name, factor, 10 * factor, 0, batch.size(), START, START + 2000 * MILLI, true);
        AnswerCounts counts = AnswerCounts.of(batch, 0, batch.size(), BUDGET_MICROS);
        return new Measured(segment, counts, service, server, recovery, seconds);
    }

    /** One request in each ms; the fourth answer is nonsense, and each of the others takes 3 ms longer than the one before. */
    private RequestBatch batch(long first, int count, int sent, int answered) throws IOException {
        FrameWriter writer = new FrameWriter(
                new RequestWriter(workload, Clock.systemUTC(), Duration.ofSeconds(2)), workload, "callout", INBOX);
        RequestBatch batch = new RequestBatch(
                first,
                PreparedRequests.prepare(writer, first, count, i -> i % 100, silent("prepare", count)),
                i -> i % 100);
        box.expect(batch);
        try (NullConnection nowhere = new NullConnection()) {
            for (int i = 0; i < count; i++) {
                batch.due(i, START + i * MILLI);
                if (i < sent) {
                    batch.gather(i, nowhere.connection(), START + i * MILLI + 2 * MILLI);
                }
            }
        }
        batch.sent(sent);
        for (int i = 0; i < answered; i++) {
            byte[] message =
                    (INBOX + "." + (first + i) + (i == 3 ? "nonsense" : "")).getBytes(StandardCharsets.US_ASCII);
            int body = i == 3 ? 8 : 0;
            long at = START + i * MILLI + (i + 1L) * 3 * MILLI;
            box.message(at, message, 0, message.length - body, 0, message.length - body, body);
        }
        new BatchVerification(new AnswerVerifier(workload, Expected.ANYTHING)).run(batch, silent("verify", count));
        return batch;
    }

    private static ProgressBar silent(String task, int count) {
        return new ProgressBar(System.err, ProgressBar.BarStyle.NONE, task, count);
    }

    private static Figures second(double at, String step, double cores) {
        return new Figures()
                .put("t_s", at)
                .put("step", step)
                .put("offered_per_s", 10.0 + at)
                .put("in_time_per_s", 5.0 + at)
                .put("late_per_s", 1.0)
                .put("wrong_per_s", 0.0)
                .put("lost_per_s", 2.0)
                .put("p50_ms", 3.0)
                .put("p99_ms", Double.NaN)
                .put("cores", cores)
                .put("rss_mb", 100 + at)
                .put("queue_depth", at * 2)
                .put("shed_per_s", at * 3);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ServersReportTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theJsonHasEveryFigure() throws Exception {
        assertThat(FiguresJson.text(report().figures()) + "\n").isEqualTo(resource("steps.json"));
    }

    @Test
    void theTableHasARowForEachStep() throws Exception {
        assertThat(report().table().text()).isEqualTo(resource("steps.txt"));
    }

    @Test
    void whatMayBeExpectedIsWhatTheJsonHas() throws Exception {
        assertThat(ServersReport.paths(STEPS)).containsAll(FigurePaths.of(report().figures()));
    }

    @Test
    void thePageShowsStepsAndSeconds() throws Exception {
        HtmlPage page = report().outcome(STEPS, false).page();

        assertThat(page.tiles())
                .extracting(tile -> tile.label() + ": " + tile.value() + ", " + tile.note())
                .contains("In time: 20.83 %, 10 of 48", "Wrong answers: 2, every answer was verified");
        assertThat(page.charts())
                .extracting(Chart::title)
                .containsExactly(
                        "Latency percentiles",
                        "Goodput against offered load",
                        "Latency against offered load",
                        "CPU per answer",
                        "Over time",
                        "Queue and shed over time",
                        "Memory of the service");
    }

    @Test
    void noAnswerIsDrawnAsBad() throws Exception {
        Chart overTime = report().outcome(STEPS, false).page().charts().get(4);

        assertThat(overTime.lines())
                .extracting(line -> line.name() + ": " + line.tone())
                .contains("right and in time: GOOD", "late: WARNING", "no answer: BAD");
    }
}
