package io.gatehouse.load.scenario;

import io.gatehouse.load.backend.BackendKind;
import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.NumberFormat;
import io.gatehouse.load.report.Table;
import io.gatehouse.load.rig.Objective;
import io.gatehouse.load.rig.ObjectiveResult;
import io.gatehouse.load.rig.Samples;
import io.gatehouse.load.rig.ServersRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Logins of which nothing is remembered, by each kind of directory that asks a server: how much longer one takes than the same
 * question to the server itself, and how many there are a second.
 */
final class ColdLookups implements Scenario {
    private static final FigureSet<KindRounds> COLUMNS = new FigureSet<KindRounds>()
            .text("type", "type", rounds -> rounds.kind.type())
            .number("file_p50", "file, p50 ms", NumberFormat.PLAIN_HUNDREDTHS, rounds -> rounds.median("file.p50_ms"))
            .number("own_p50", "server, p50 ms", NumberFormat.PLAIN_HUNDREDTHS, rounds -> rounds.median("own.p50_ms"))
            .number("p50", "cold, p50 ms", NumberFormat.PLAIN_HUNDREDTHS, rounds -> rounds.median("cold.p50_ms"))
            .number("more_p50", "more", NumberFormat.PLAIN_HUNDREDTHS, rounds -> rounds.median("more_p50_ms"))
            .number("own_p99", "server, p99 ms", NumberFormat.PLAIN_HUNDREDTHS, rounds -> rounds.median("own.p99_ms"))
            .number("p99", "cold, p99 ms", NumberFormat.PLAIN_HUNDREDTHS, rounds -> rounds.median("cold.p99_ms"))
            .number("more_p99", "more", NumberFormat.PLAIN_HUNDREDTHS, rounds -> rounds.median("more_p99_ms"))
            .number("own_per_s", "server/s", NumberFormat.PLAIN, rounds -> rounds.median("own_per_s"))
            .number("per_s", "cold/s", NumberFormat.PLAIN, rounds -> rounds.median("busy.in_time_per_s"))
            .number("cpu_us", "CPU us each", NumberFormat.PLAIN, rounds -> rounds.median("busy.cpu_us_per_answer"));

    private final Map<BackendKind, List<Figures>> rounds = new EnumMap<>(BackendKind.class);

    /** A kind, in all rounds. */
    private record KindRounds(BackendKind kind, List<Figures> rounds) {
        double median(String figure) {
            return Samples.of(rounds, round -> round.value(figure)).median();
        }
    }

    @Override
    public ScenarioResult run(ScenarioSettings settings) {
        try (ScenarioFixture fixture = ScenarioFixture.open(settings)) {
            for (int round = 1; round <= settings.rounds(); round++) {
                for (BackendKind kind : kinds(settings)) {
                    Figures found = new ColdDirectory(fixture, kind).measure();
                    rounds.computeIfAbsent(kind, each -> new ArrayList<>()).add(found);
                    settings.tell(
                            "round " + round + " of " + settings.rounds() + ", " + kind.type() + ": " + summary(found));
                }
            }
        }
        return result(rounds);
    }

    private static List<BackendKind> kinds(ScenarioSettings settings) {
        List<BackendKind> kinds = Arrays.stream(BackendKind.values())
                .filter(kind -> settings.only().isEmpty() || settings.only().contains(kind.type()))
                .toList();
        if (kinds.isEmpty()) {
            throw new LoadException("There is no type of directory of that name; there are "
                    + Arrays.stream(BackendKind.values()).map(BackendKind::type).collect(Collectors.joining(", ")));
        }
        return kinds;
    }

    private static String summary(Figures round) {
        return String.format(
                Locale.ROOT,
                "%.2f ms, its server %.2f ms; %.0f/s",
                round.value("cold.p50_ms"),
                round.value("own.p50_ms"),
                round.value("busy.in_time_per_s"));
    }

    static ScenarioResult result(Map<BackendKind, List<Figures>> rounds) {
        List<KindRounds> kinds = rounds.entrySet().stream()
                .map(entry -> new KindRounds(entry.getKey(), entry.getValue()))
                .toList();
        List<ObjectiveResult> objectives = kinds.stream()
                .map(kind -> result(more(kind.kind), kind.rounds, round -> round.value("more_p50_ms")))
                .collect(Collectors.toCollection(ArrayList::new));
        List<Figures> all = kinds.stream().flatMap(kind -> kind.rounds.stream()).toList();
        objectives.add(result(
                Objective.atMost("wrong answers, late ones, and none", 0, Double.NaN, ""),
                all,
                round -> failed(round.group("busy"))));
        return new ScenarioResult(objectives, table(kinds), figures(kinds));
    }

    private static double failed(Figures busy) {
        return ServersRun.wrong(busy) + ServersRun.late(busy) + ServersRun.lost(busy);
    }

    private static Objective more(BackendKind kind) {
        return Objective.atMost(
                "a cold login by " + kind.type() + ", longer than its server alone takes: p50", 1, 0.5, " ms");
    }

    private static ObjectiveResult result(Objective objective, List<Figures> of, ToDoubleFunction<Figures> figure) {
        return new ObjectiveResult(objective, Samples.of(of, figure));
    }

    private static Table table(List<KindRounds> kinds) {
        return COLUMNS.table(kinds);
    }

    private static List<Figures> figures(List<KindRounds> kinds) {
        return kinds.stream()
                .map(kind -> new Figures().put(Figures.NAME, kind.kind.type()).put("rounds", kind.rounds))
                .toList();
    }
}
