package io.gatehouse.admin.status;

import io.gatehouse.drops.Drop;
import io.gatehouse.metrics.CounterSample;
import io.gatehouse.policy.DenyReason;
import java.util.Arrays;
import java.util.List;

/**
 * What was counted, all together and of late.
 *
 * @param total since the start
 * @param window of late
 * @param millis how long that is
 */
record CountsJson(CounterSample total, CounterSample window, long millis) {
    private static final double MEDIAN = 0.5;
    private static final double MOST = 0.9;
    private static final double SLOWEST = 0.99;
    private static final long MILLIS_PER_SECOND = 1000;

    void write(StatusWriter json) {
        json.object("totals", in -> verdicts(in, total));
        json.object("window", in -> {
            in.number("seconds", (millis + MILLIS_PER_SECOND / 2) / MILLIS_PER_SECOND);
            verdicts(in, window);
            in.object("latency_ms", this::times);
        });
        List<DenyReason> denied = Arrays.stream(DenyReason.values())
                .filter(reason -> total.denials(reason) > 0)
                .toList();
        json.objects(
                "denied",
                denied,
                (in, reason) -> in.text("reason", reason.code())
                        .number("total", total.denials(reason))
                        .number("window", window.denials(reason)));
        List<Drop> dropped = Arrays.stream(Drop.values())
                .filter(reason -> total.drops(reason) > 0)
                .toList();
        json.objects(
                "dropped",
                dropped,
                (in, reason) -> in.text("reason", reason.code())
                        .text("kind", DropKind.of(reason).word())
                        .text("text", reason.text())
                        .number("total", total.drops(reason))
                        .number("window", window.drops(reason)));
    }

    private static void verdicts(StatusWriter json, CounterSample counters) {
        json.number("requests", counters.requests())
                .number("granted", counters.granted())
                .number("denied", counters.denials())
                .number("dropped", counters.drops())
                .number("shed", counters.drops(DropKind::isShed));
    }

    private void times(StatusWriter json) {
        json.number("answers", window.answered())
                .decimal("p50", window.quantileMillis(MEDIAN))
                .decimal("p90", window.quantileMillis(MOST))
                .decimal("p99", window.quantileMillis(SLOWEST))
                .decimal("mean", window.meanMillis());
    }
}
