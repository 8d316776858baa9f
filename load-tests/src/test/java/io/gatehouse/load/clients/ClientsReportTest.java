package io.gatehouse.load.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.clients.Timeline.Moment;
import io.gatehouse.load.clients.engine.Counts;
import io.gatehouse.load.clients.engine.Outage;
import io.gatehouse.load.process.ProcessUsage;
import io.gatehouse.load.report.FigurePaths;
import io.gatehouse.load.report.FiguresJson;
import io.gatehouse.load.report.HtmlPage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** JSON and table of a storm whose every figure is known. */
class ClientsReportTest {
    private static final long STEP = 100_000_000;
    private static final long BEGIN = 10 * STEP;
    private static final ProcessUsage SERVICE = new ProcessUsage(1.5, 0.25, 123.4);

    private static ClientsResult result() {
        Counts first = new Counts(990, 4, 1200, 60, 995, 12, 13, 14, 15, 5, 16123);
        Counts hold = new Counts(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        Outage outage =
                new Outage(BEGIN, 15 * STEP, 16 * STEP, 46 * STEP, Outage.none().backMillis());
        IntStream.range(0, 500).forEach(i -> outage.backMillis().recordValue(i * 7L));
        List<Moment> moments = IntStream.range(0, 30)
                .mapToObj(i -> new Moment(
                        BEGIN + i * STEP, new Counts(i * 10L, 0, i * 13L, i, i * 10L, i, i * 2L, i / 2, i / 3, 0, 0)))
                .toList();
        ClientsResult.ReconnectStorm storm = new ClientsResult.ReconnectStorm(
                500, 480, 7, 350.5, outage, first, Series.of(moments, BEGIN), 12.5, SERVICE, 3.25, 0.75);
        ClientsResult.FirstLogins ramp =
                new ClientsResult.FirstLogins(first, 2.5, SERVICE, new ProcessUsage(2.5, 0.75, 200));
        return new ClientsResult(List.of(new HtmlPage.Fact("mode", "user")), 1000, ramp, hold, storm);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ClientsReportTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theJsonHasEveryFigure() throws IOException {
        assertThat(FiguresJson.text(ClientsReport.figures(result())) + "\n").isEqualTo(resource("storm.json"));
    }

    @Test
    void theTableHasARowForWhatBelongsTogether() throws IOException {
        assertThat(ClientsReport.table(result()).text()).isEqualTo(resource("storm.txt"));
    }

    @Test
    void whatMayBeExpectedIsWhatTheJsonHas() {
        assertThat(ClientsReport.paths(true))
                .containsExactlyInAnyOrderElementsOf(FigurePaths.of(ClientsReport.figures(result())));
    }
}
