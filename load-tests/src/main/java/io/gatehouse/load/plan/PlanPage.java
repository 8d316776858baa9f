package io.gatehouse.load.plan;

import io.gatehouse.load.plan.storm.StormSecond;
import io.gatehouse.load.report.Chart;
import io.gatehouse.load.report.Chart.Axis;
import io.gatehouse.load.report.Chart.Curve;
import io.gatehouse.load.report.Chart.Tone;
import io.gatehouse.load.report.HtmlPage;
import io.gatehouse.load.report.NumberFormat;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a report shows of the plans that were tried. */
final class PlanPage {
    private PlanPage() {}

    static HtmlPage of(PlanResult result) {
        PlanRow plan = result.chosen();
        HtmlPage page = new HtmlPage(
                "A plan for " + NumberFormat.WHOLE.text(plan.settings().fleet().clients()) + " clients", "simulated");
        page.tile("instances", String.valueOf(plan.instances()), "of all clusters", plan.holds());
        page.tile("all back after", NumberFormat.SECONDS.text(plan.outcome().secondsUntil(1)), "", plan.holds());
        page.tile("memory", plan.memory().processMib() + " MiB", "each", null);
        page.chart(chart(
                "Clients in",
                "How many clients are in again, with each number of instances that was tried.",
                "clients",
                result,
                StormSecond::back));
        page.chart(
                chart("Waiting", "Requests in the queues of all instances.", "requests", result, StormSecond::waiting));
        return page.fact("Result", result.verdict()).table(result.table());
    }

    private static Chart chart(
            String title, String note, String what, PlanResult result, ToDoubleFunction<StormSecond> value) {
        return new Chart(
                title,
                note,
                Axis.linear("time after the restart", "s"),
                Axis.linear(what, ""),
                result.rows().stream()
                        .map(row ->
                                curve(row, row.instances() == result.chosen().instances(), value))
                        .toList());
    }

    private static Curve curve(PlanRow row, boolean chosen, ToDoubleFunction<StormSecond> value) {
        List<StormSecond> seconds = row.outcome().seconds();
        return Curve.of(
                row.instances() == 1 ? "one instance" : row.instances() + " instances",
                seconds.stream().mapToDouble(StormSecond::number).toArray(),
                seconds.stream().mapToDouble(value).toArray(),
                chosen ? Tone.GOOD : Tone.PLAIN);
    }
}
