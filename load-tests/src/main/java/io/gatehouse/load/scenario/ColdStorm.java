package io.gatehouse.load.scenario;

import io.gatehouse.load.backend.DirectLoad;
import io.gatehouse.load.backend.WebUsers;
import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.NumberFormat;
import io.gatehouse.load.request.TestUsers;
import io.gatehouse.load.rig.Encryption;
import io.gatehouse.load.rig.Objective;
import io.gatehouse.load.rig.RunningService;
import io.gatehouse.load.rig.ServersRun;
import io.gatehouse.load.rig.TestEnvironment;
import io.gatehouse.load.rig.UserFiles;
import io.gatehouse.load.scenario.RepeatedScenario.Goal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/**
 * Users of a web service who log in once each, five times as many as the service can be asked about, beside users of the same
 * service who are known and log in at a steady rate.
 */
final class ColdStorm {
    /** What the service takes: so many at a time, each for so long, which makes a thousand a second. */
    private static final int PLACES = 50;

    private static final Duration TIME = Duration.ofMillis(50);

    private static final double PLACES_PER_SECOND = PLACES / (TIME.toNanos() / 1e9);

    private static final int KNOWN = 500;
    private static final double KNOWN_RATE = 200;
    private static final double RATE = 5_000;

    /** At the beginning of the storm, for the compiler to come to its end. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final Objective GOODPUT =
            Objective.atLeast("cold logins in time at 5x, of what the server can", 0.95, 0.98, "%");
    private static final Objective BOUND =
            Objective.atMost("requests that were one too many for the server", 0, Double.NaN, "");
    private static final Objective LATE = Objective.atMost("answers after the deadline", 0, Double.NaN, "");
    private static final Objective WRONG = Objective.atMost("wrong answers", 0, Double.NaN, "");
    private static final Objective WARM =
            Objective.atLeast("known users at the same time: in time", 0.99, Double.NaN, "%");

    private static final FigureSet<Figures> COLUMNS = new FigureSet<Figures>()
            .number("capacity", "server/s", NumberFormat.PLAIN, round -> round.value("capacity_per_s"))
            .number("places", "its places/s", NumberFormat.PLAIN, round -> round.value("places_per_s"))
            .number("busy", "then/s", NumberFormat.PLAIN, round -> round.value("busy_capacity_per_s"))
            .number("offered", "offered/s", NumberFormat.PLAIN, round -> round.value("cold.offered_per_s"))
            .number("logins", "logins", NumberFormat.PLAIN, round -> round.value("cold.offered"))
            .number("goodput", "in time/s", NumberFormat.PLAIN, round -> round.value("cold.in_time_per_s"))
            .number("p50_ms", "p50 ms", NumberFormat.PLAIN, round -> round.value("cold.p50_ms"))
            .number("p99_ms", "p99 ms", NumberFormat.PLAIN, round -> round.value("cold.p99_ms"))
            .number("most", "at a time", NumberFormat.PLAIN, round -> round.value("most_at_a_time"))
            .number("warm", "known in time", NumberFormat.PERCENT, round -> round.value("warm.in_time"))
            .number("warm_p99", "p99 ms", NumberFormat.PLAIN_TENTHS, round -> round.value("warm.p99_ms"))
            .number("rss", "RSS MB", NumberFormat.PLAIN, round -> round.value("cold.rss_max_mb"));

    private final ScenarioFixture fixture;
    private final TestEnvironment environment;
    private final Duration lasting;

    private ColdStorm(ScenarioFixture fixture) {
        this.fixture = fixture;
        this.environment = fixture.environment();
        this.lasting = fixture.settings().measured();
    }

    static Scenario scenario() {
        return new RepeatedScenario(
                fixture -> new ColdStorm(fixture).measure(),
                ColdStorm::summary,
                List.of(
                        new Goal(GOODPUT, ColdStorm::goodputOfCapacity),
                        new Goal(BOUND, round -> round.value("refused")),
                        new Goal(LATE, round -> both(round, ServersRun::late)),
                        new Goal(WRONG, round -> both(round, ServersRun::wrong)),
                        new Goal(WARM, round -> round.value("warm.in_time"))),
                COLUMNS);
    }

    private static double both(Figures round, ToDoubleFunction<Figures> figure) {
        return figure.applyAsDouble(round.group("cold")) + figure.applyAsDouble(round.group("warm"));
    }

    private static double goodputOfCapacity(Figures round) {
        return round.value("cold.in_time_per_s") / capacity(round);
    }

    /** What the server was measured to do, asked directly or beside the storm, whichever is more. */
    private static double capacity(Figures round) {
        return Math.max(round.value("capacity_per_s"), round.value("busy_capacity_per_s"));
    }

    private static String summary(Figures round) {
        return String.format(
                Locale.ROOT,
                "the server can %.0f/s alone, %.0f/s beside the storm; of %.0f logins/s %.1f %% of the larger in time, known users %.2f %%",
                round.value("capacity_per_s"),
                round.value("busy_capacity_per_s"),
                round.value("cold.offered_per_s"),
                100 * goodputOfCapacity(round),
                100 * round.value("warm.in_time"));
    }

    private Figures measure() {
        try (WebUsers server = WebUsers.start(KNOWN, PLACES, TIME)) {
            double capacity = DirectLoad.perSecond(server, PLACES, lasting.dividedBy(2));
            List<String> settings = new ArrayList<>(server.settings());
            settings.add("directories.people.pool_size=" + PLACES);
            try (RunningService running = fixture.start(fixture.gatehouse("Gatehouse", settings))) {
                long before = server.answered();
                Duration takenBefore = server.taken();
                Figures found = storm(server.users(), running)
                        .put("capacity_per_s", capacity)
                        .put("busy_capacity_per_s", perSecond(server, before, takenBefore))
                        .put("places_per_s", PLACES_PER_SECOND)
                        .put("most_at_a_time", server.most())
                        .put("refused", server.refused());
                running.check();
                return found;
            }
        }
    }

    /** What its places make of the time that requests have had one since: its timer is late where processors are busy. */
    private static double perSecond(WebUsers server, long answeredBefore, Duration takenBefore) {
        double taken = server.taken().minus(takenBefore).toNanos() / 1e9;
        return PLACES * (server.answered() - answeredBefore) / taken;
    }

    private Figures storm(TestUsers known, RunningService running) {
        Path knownLogins = UserFiles.logins(environment.file("known.txt"), known, 0, known.size());
        Figures unused = environment
                .load(knownLogins, Encryption.XKEY)
                .concurrency(PLACES)
                .lasting(fixture.settings().warmUp())
                .run();
        Path strangers = strangers();
        running.hold(fixture.settings().quota());
        ServersRun beside = environment
                .load(knownLogins, Encryption.XKEY)
                .rate(KNOWN_RATE)
                .warmUp(SETTLING)
                .lasting(lasting.plus(ScenarioSettings.BUDGET));
        CompletableFuture<Figures> warm = CompletableFuture.supplyAsync(beside::run);
        Figures cold = environment
                .load(strangers, Encryption.XKEY)
                .rate(RATE)
                .warmUp(SETTLING)
                .coolDown(ScenarioSettings.BUDGET)
                .lasting(lasting)
                .watching(running)
                .run();
        return new Figures().put("cold", cold).put("warm", warm.join());
    }

    /** As many as log in, so that nobody does so twice. */
    private Path strangers() {
        Duration all = lasting.plus(SETTLING).plus(ScenarioSettings.BUDGET).plusSeconds(1);
        int count = (int) (RATE * all.toSeconds());
        TestUsers users = WebUsers.strangers(count);
        return UserFiles.logins(environment.file("strangers.txt"), users, 0, count);
    }
}
