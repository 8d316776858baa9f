package io.gatehouse.load.scenario;

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
import io.gatehouse.load.users.UsersWriter;
import io.gatehouse.passwords.PasswordHashing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/**
 * Clients with hashed passwords who have not logged in before, at ten times of what can be hashed, beside users who have logged
 * in before and go on to do so at a steady rate.
 */
final class OverloadHash {
    private static final int BCRYPT_COST = 10;
    private static final int WARM_USERS = 100;
    private static final int COLD_USERS = 20_000;
    private static final double WARM_RATE = 200;
    private static final int OVERLOAD = 10;

    /** Enough under way to keep every hashing thread busy, few enough to wait for less than the budget. */
    private static final int HASHES_UNDER_WAY = 6;

    /** At the beginning of a measured run, for a queue to fill. */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    private static final Objective COLD =
            Objective.atLeast("goodput at 10x, bcrypt-bound, cold, of its capacity", 0.98, Double.NaN, "%");
    private static final Objective WARM =
            Objective.atLeast("warm users at the same time: in time", 0.99, Double.NaN, "%");
    private static final Objective WRONG = Objective.atMost("wrong answers", 0, Double.NaN, "");
    private static final Objective LATE = Objective.atMost("answers after the deadline", 0, Double.NaN, "");

    private static final FigureSet<Figures> COLUMNS = new FigureSet<Figures>()
            .number(
                    "capacity",
                    "cold capacity/s",
                    NumberFormat.PLAIN_TENTHS,
                    round -> round.value("capacity_per_second"))
            .number("offered", "cold offered/s", NumberFormat.PLAIN_TENTHS, round -> round.value("cold.offered_per_s"))
            .number("goodput", "in time/s", NumberFormat.PLAIN_TENTHS, round -> round.value("cold.in_time_per_s"))
            .number("warm", "warm in time", NumberFormat.PERCENT, round -> round.value("warm.in_time"))
            .number("p99_ms", "warm p99 ms", NumberFormat.PLAIN_TENTHS, round -> round.value("warm.p99_ms"))
            .number("rss", "RSS MB", NumberFormat.PLAIN, round -> round.value("cold.rss_max_mb"));

    private final TestEnvironment environment;
    private final ScenarioSettings settings;
    private final TestUsers warm = UserFiles.users("warm", WARM_USERS);
    private final TestUsers cold = UserFiles.users("cold", COLD_USERS);
    private final Path warmLogins;

    private OverloadHash(ScenarioFixture fixture) {
        this.environment = fixture.environment();
        this.settings = fixture.settings();
        this.warmLogins = UserFiles.logins(environment.file("warm.txt"), warm, 0, WARM_USERS);
    }

    static Scenario scenario() {
        return new RepeatedScenario(
                fixture -> new OverloadHash(fixture).measure(fixture),
                OverloadHash::summary,
                List.of(
                        new Goal(COLD, OverloadHash::goodputOfCapacity),
                        new Goal(WARM, round -> round.value("warm.in_time")),
                        new Goal(LATE, round -> both(round, part -> part.value("late"))),
                        new Goal(WRONG, round -> both(round, ServersRun::wrong))),
                COLUMNS);
    }

    private static double goodputOfCapacity(Figures round) {
        return round.value("cold.in_time_per_s") / round.value("capacity_per_second");
    }

    private static double both(Figures round, ToDoubleFunction<Figures> figure) {
        return figure.applyAsDouble(round.group("cold")) + figure.applyAsDouble(round.group("warm"));
    }

    private static String summary(Figures round) {
        return String.format(
                Locale.ROOT,
                "%.1f cold logins/s; at 10x %.1f %% of that, warm users %.2f %% in time",
                round.value("capacity_per_second"),
                100 * goodputOfCapacity(round),
                100 * round.value("warm.in_time"));
    }

    private static UsersWriter.UserGroup hashed(String name, TestUsers users) {
        String hash = PasswordHashing.bcrypt(UserFiles.password(name), BCRYPT_COST);
        return new UsersWriter.UserGroup(users, password -> hash);
    }

    private Figures measure(ScenarioFixture fixture) {
        Path directory = UserFiles.directory(
                environment.file("hashed.json"), List.of(hashed("warm", warm), hashed("cold", cold)));
        try (RunningService running = environment.start(fixture.gatehouse(), directory, Encryption.XKEY)) {
            environment
                    .load(warmLogins, Encryption.XKEY)
                    .concurrency(2)
                    .lasting(settings.warmUp())
                    .run();
            running.hold(settings.quota());
            Figures found = measure(running);
            running.check();
            return found;
        }
    }

    private Figures measure(RunningService running) {
        Duration lasting = settings.measured();
        CompletableFuture<Figures> beside = warmUsers(lasting);
        double capacity = environment
                .load(coldLogins("cold-first.txt", 0), Encryption.XKEY)
                .concurrency(HASHES_UNDER_WAY)
                .warmUp(SETTLING)
                .lasting(lasting)
                .run()
                .value("in_time_per_s");
        beside.join();
        Path rest = coldLogins("cold-rest.txt", COLD_USERS / 2);
        CompletableFuture<Figures> known = warmUsers(lasting);
        Figures unknown = environment
                .load(rest, Encryption.XKEY)
                .rate(OVERLOAD * capacity)
                .warmUp(SETTLING)
                .coolDown(ScenarioSettings.BUDGET)
                .lasting(lasting)
                .watching(running)
                .run();
        return new Figures()
                .put("capacity_per_second", capacity)
                .put("cold", unknown)
                .put("warm", known.join());
    }

    private CompletableFuture<Figures> warmUsers(Duration lasting) {
        ServersRun run = environment
                .load(warmLogins, Encryption.XKEY)
                .rate(WARM_RATE)
                .warmUp(SETTLING)
                .lasting(lasting);
        return CompletableFuture.supplyAsync(run::run);
    }

    /** A half of the cold users, none of whom has logged in before. */
    private Path coldLogins(String name, int from) {
        return UserFiles.logins(environment.file(name), cold, from, from + COLD_USERS / 2);
    }
}
