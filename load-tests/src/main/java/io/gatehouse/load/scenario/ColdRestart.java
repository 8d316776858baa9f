package io.gatehouse.load.scenario;

import io.gatehouse.load.backend.BackendServer;
import io.gatehouse.load.backend.WebUsers;
import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.NumberFormat;
import io.gatehouse.load.rig.BucketServer;
import io.gatehouse.load.rig.Encryption;
import io.gatehouse.load.rig.Objective;
import io.gatehouse.load.rig.RunningService;
import io.gatehouse.load.rig.ServersRun;
import io.gatehouse.load.rig.ServiceUnderTest;
import io.gatehouse.load.rig.UserFiles;
import io.gatehouse.load.scenario.RepeatedScenario.Goal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One of two instances is killed and started again while users of a web service log in at a steady rate, all of whom both know: how
 * many of them the service is asked about once more, without a shared cache and with one.
 */
final class ColdRestart {
    private static final int USERS = 1_000;
    private static final int AT_A_TIME = 64;
    private static final double RATE = 500;
    private static final int WARM_UPS = 6;

    /** The logins have been going on for so long when the instance is killed. */
    private static final Duration BEFORE = Duration.ofSeconds(5);

    private static final String ALONE = "alone";
    private static final String SHARED = "shared";

    private static final Objective ANEW =
            Objective.atMost("users of whom the server is asked anew, with a shared cache", 0.01, 0.001, "%");

    private static final Objective WRONG = Objective.atMost(
            "wrong answers and late ones, and none when both instances answer again", 0, Double.NaN, "");
    private static final Objective IN_TIME = Objective.atLeast("logins meanwhile: in time", 0.99, Double.NaN, "%");

    private static final FigureSet<Figures> COLUMNS =
            columns(ALONE, "").include(columns(SHARED, "shared: "), round -> round);

    private final ScenarioFixture fixture;
    private final WebUsers server;
    private final Path logins;

    private ColdRestart(ScenarioFixture fixture, WebUsers server) {
        this.fixture = fixture;
        this.server = server;
        this.logins = UserFiles.logins(fixture.environment().file("people.txt"), server.users(), 0, USERS);
    }

    static Scenario scenario() {
        return new RepeatedScenario(
                ColdRestart::measure,
                ColdRestart::summary,
                List.of(
                        new Goal(ANEW, round -> round.value(SHARED + ".asked_anew")),
                        new Goal(IN_TIME, round -> Math.min(inTime(round, ALONE), inTime(round, SHARED))),
                        new Goal(WRONG, round -> wrong(round, ALONE) + wrong(round, SHARED))),
                COLUMNS);
    }

    private static FigureSet<Figures> columns(String of, String head) {
        return new FigureSet<Figures>()
                .number(of, head + "asked anew", NumberFormat.PLAIN, round -> round.value(of + ".asked_after"))
                .number(
                        of + "_share",
                        "of the users",
                        NumberFormat.PERCENT_TENTHS,
                        round -> round.value(of + ".asked_anew"))
                .number(of + "_lost", "lost", NumberFormat.PLAIN, round -> round.value(of + ".logins.lost"))
                .number(of + "_p99", "p99 ms", NumberFormat.PLAIN_TENTHS, round -> round.value(of + ".logins.p99_ms"));
    }

    private static double wrong(Figures round, String of) {
        Figures meanwhile = round.group(of).group("logins");
        Figures afterwards = round.group(of).group("afterwards");
        return wrong(meanwhile) + wrong(afterwards) + ServersRun.lost(afterwards);
    }

    private static double wrong(Figures logins) {
        return ServersRun.wrong(logins) + ServersRun.late(logins);
    }

    private static double inTime(Figures round, String of) {
        return round.value(of + ".logins.in_time");
    }

    private static String summary(Figures round) {
        return String.format(
                Locale.ROOT,
                "the web service was asked about %.1f %% of the users once more, with a shared cache about %.1f %%",
                100 * round.value(ALONE + ".asked_anew"),
                100 * round.value(SHARED + ".asked_anew"));
    }

    private static Figures measure(ScenarioFixture fixture) {
        Figures round = new Figures().put(ALONE, measure(fixture, List.of()));
        try (BucketServer bucket = BucketServer.start()) {
            return round.put(SHARED, measure(fixture, bucket.sharedCache()));
        }
    }

    private static Figures measure(ScenarioFixture fixture, List<String> more) {
        try (WebUsers server = WebUsers.start(USERS)) {
            return new ColdRestart(fixture, server).measure(more);
        }
    }

    private Figures measure(List<String> more) {
        List<String> settings = new ArrayList<>(server.settings());
        settings.add("directories." + BackendServer.DIRECTORY + ".cache.ttl=1h");
        settings.addAll(more);
        ServiceUnderTest service = fixture.gatehouse("Gatehouse", settings);
        try (RunningService staying = fixture.start(service);
                RunningService killed = fixture.start(service)) {
            long known = warmUp();
            CompletableFuture<Figures> run = CompletableFuture.supplyAsync(load().rate(RATE)
                    .warmUp(Duration.ZERO)
                    .lasting(BEFORE.plus(fixture.settings().measured()))::run);
            await(run);
            long before = server.requests();
            killed.kill();
            try (RunningService started = fixture.start(service)) {
                Figures found = run.join();
                // However long the start took: now both answer.
                Figures afterwards = load().rate(RATE)
                        .warmUp(Duration.ZERO)
                        .lasting(fixture.settings().measured())
                        .run();
                staying.check();
                started.check();
                return figures(known, before, server.requests())
                        .put("logins", found)
                        .put("afterwards", afterwards);
            }
        }
    }

    /**
     * Lets everybody log in until both instances know them all.
     *
     * @return how many requests that took
     */
    private long warmUp() {
        long before = -1;
        for (int i = 0; i < WARM_UPS && before != server.requests(); i++) {
            before = server.requests();
            Figures unused = load().concurrency(AT_A_TIME)
                    .lasting(fixture.settings().warmUp().dividedBy(2))
                    .run();
        }
        return server.requests();
    }

    private static Figures figures(long known, long before, long after) {
        return new Figures()
                .put("users", USERS)
                .put("asked_before", before - known)
                .put("asked_after", after - before)
                .put("asked_anew", (double) (after - before) / USERS);
    }

    private ServersRun load() {
        return fixture.environment().load(logins, Encryption.XKEY);
    }

    private static void await(CompletableFuture<Figures> run) {
        try {
            Figures unused = run.get(BEFORE.toMillis(), TimeUnit.MILLISECONDS);
            throw new LoadException("The logins were over before the instance was killed");
        } catch (TimeoutException e) {
            // as it should be
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LoadException told ? told : new LoadException("The logins failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("Interrupted", e);
        }
    }
}
