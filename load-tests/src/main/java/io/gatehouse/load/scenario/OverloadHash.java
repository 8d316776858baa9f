package io.gatehouse.load.scenario;

import io.gatehouse.crypto.PasswordHashing;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.Table;
import io.gatehouse.load.rig.GatehouseService;
import io.gatehouse.load.rig.Load;
import io.gatehouse.load.rig.Promise;
import io.gatehouse.load.rig.Reading;
import io.gatehouse.load.rig.Repository;
import io.gatehouse.load.rig.Row;
import io.gatehouse.load.rig.Running;
import io.gatehouse.load.rig.Samples;
import io.gatehouse.load.rig.Sealing;
import io.gatehouse.load.rig.Stage;
import io.gatehouse.load.rig.UserFiles;
import io.gatehouse.load.rig.UserGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/**
 * A crowd with hashed passwords whom nobody has seen yet, at ten times of what can be hashed, beside users who have
 * logged in before and go on to do so at a steady rate.
 */
final class OverloadHash implements Scenario {
    private static final int BCRYPT_COST = 10;
    private static final int WARM_USERS = 100;
    private static final int COLD_USERS = 20_000;
    private static final double WARM_RATE = 200;
    private static final int OVERLOAD = 10;

    /** Enough under way to keep every hashing thread busy, few enough to wait for less than the budget. */
    private static final int HASHES_UNDER_WAY = 6;

    /** At the beginning of a measured run, for a queue to fill. */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    private static final Promise COLD =
            Promise.atLeast("goodput at 10x, bcrypt-bound, cold, of its capacity", 0.98, Double.NaN, "%");
    private static final Promise WARM = Promise.atLeast("warm users at the same time: in time", 0.99, Double.NaN, "%");
    private static final Promise WRONG = Promise.atMost("wrong answers", 0, Double.NaN, "");
    private static final Promise LATE = Promise.atMost("answers after the deadline", 0, Double.NaN, "");

    private final List<Round> rounds = new ArrayList<>();

    /** @param capacity logins a second of the cold, beside the warm and without overload */
    private record Round(double capacity, Reading cold, Reading warm) {
        double goodputOfCapacity() {
            return cold.goodput() / capacity;
        }
    }

    /** A crowd and its stage, for one round. */
    private record Setup(Stage stage, Plan plan, UserGroup cold, Path warmLogins, Running running) {
        /** A list of cold users who have not been on one before, so many as a run will need. */
        Path nextCold(String name, int from, int count) {
            return UserFiles.logins(stage.file(name), cold, from, Math.min(from + count, cold.size()));
        }

        CompletableFuture<Reading> warm(Duration lasting) {
            Load load = stage.load(warmLogins, Sealing.XKEY)
                    .rate(WARM_RATE)
                    .warmUp(SETTLING)
                    .lasting(lasting);
            return CompletableFuture.supplyAsync(() -> new Reading(load.run()));
        }
    }

    @Override
    public Findings run(Plan plan) {
        UserGroup warm = hashed("warm", WARM_USERS);
        UserGroup cold = hashed("cold", COLD_USERS);
        try (Stage stage = Stage.open()) {
            Path directory = UserFiles.directory(stage.file("users.json"), List.of(warm, cold));
            Path warmLogins = UserFiles.logins(stage.file("warm.txt"), warm);
            for (int round = 1; round <= plan.rounds(); round++) {
                Round now = round(stage, plan, directory, cold, warmLogins);
                rounds.add(now);
                plan.tell(String.format(
                        Locale.ROOT,
                        "round %d of %d: %.1f cold logins/s; at 10x %.1f %% of that, warm users %.2f %% in time",
                        round,
                        plan.rounds(),
                        now.capacity(),
                        100 * now.goodputOfCapacity(),
                        100 * now.warm().inTime()));
            }
        }
        return findings();
    }

    private static UserGroup hashed(String name, int size) {
        String password = "password-of-" + name;
        return new UserGroup(name, size, password, PasswordHashing.bcrypt(password, BCRYPT_COST));
    }

    private static Round round(Stage stage, Plan plan, Path directory, UserGroup cold, Path warmLogins) {
        GatehouseService service =
                new GatehouseService("Gatehouse", Repository.ours().launcher(), plan.settings());
        try (Running running = stage.start(service, directory, Sealing.XKEY)) {
            stage.load(warmLogins, Sealing.XKEY)
                    .concurrency(2)
                    .lasting(plan.warmUp())
                    .run();
            running.hold(plan.quota());
            Round found = measure(new Setup(stage, plan, cold, warmLogins, running));
            running.check();
            return found;
        }
    }

    private static Round measure(Setup setup) {
        Duration lasting = setup.plan().measured();
        CompletableFuture<Reading> beside = setup.warm(lasting);
        Path first = setup.nextCold("cold-first.txt", 0, COLD_USERS / 2);
        double capacity = new Reading(setup.stage()
                        .load(first, Sealing.XKEY)
                        .concurrency(HASHES_UNDER_WAY)
                        .warmUp(SETTLING)
                        .lasting(lasting)
                        .run())
                .goodput();
        beside.join();
        Path rest = setup.nextCold("cold-rest.txt", COLD_USERS / 2, COLD_USERS / 2);
        CompletableFuture<Reading> warm = setup.warm(lasting);
        Reading cold = new Reading(setup.stage()
                .load(rest, Sealing.XKEY)
                .rate(OVERLOAD * capacity)
                .warmUp(SETTLING)
                .coolDown(Plan.BUDGET)
                .lasting(lasting)
                .watching(setup.running())
                .run());
        return new Round(capacity, cold, warm.join());
    }

    private Findings findings() {
        List<Row> rows = List.of(
                new Row(COLD, samples(Round::goodputOfCapacity)),
                new Row(WARM, samples(round -> round.warm().inTime())),
                new Row(
                        LATE,
                        samples(round -> round.cold().late() + round.warm().late())),
                new Row(
                        WRONG,
                        samples(round -> round.cold().wrong() + round.warm().wrong())));
        return new Findings(
                rows, table(), rounds.stream().map(OverloadHash::figures).toList());
    }

    private Samples samples(ToDoubleFunction<Round> figure) {
        return new Samples(rounds.stream().mapToDouble(figure).boxed().toList());
    }

    private Table table() {
        Table table = new Table(
                "round", "cold capacity/s", "cold offered/s", "in time/s", "warm in time", "warm p99 ms", "RSS MB");
        for (int i = 0; i < rounds.size(); i++) {
            Round round = rounds.get(i);
            table.row(
                    Integer.toString(i + 1),
                    String.format(Locale.ROOT, "%.1f", round.capacity()),
                    String.format(Locale.ROOT, "%.1f", round.cold().offered()),
                    String.format(Locale.ROOT, "%.1f", round.cold().goodput()),
                    String.format(Locale.ROOT, "%.2f %%", 100 * round.warm().inTime()),
                    String.format(Locale.ROOT, "%.1f", round.warm().p99Millis()),
                    String.format(Locale.ROOT, "%.0f", round.cold().rssMax()));
        }
        return table;
    }

    private static Figures figures(Round round) {
        return new Figures()
                .put("capacity_per_second", round.capacity())
                .put("cold", round.cold().figures())
                .put("warm", round.warm().figures());
    }
}
