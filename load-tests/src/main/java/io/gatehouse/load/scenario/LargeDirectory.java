package io.gatehouse.load.scenario;

import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.NumberFormat;
import io.gatehouse.load.rig.BucketServer;
import io.gatehouse.load.rig.Encryption;
import io.gatehouse.load.rig.LaunchCommand;
import io.gatehouse.load.rig.LiveHeap;
import io.gatehouse.load.rig.Objective;
import io.gatehouse.load.rig.RunningService;
import io.gatehouse.load.rig.ServiceLaunchSettings;
import io.gatehouse.load.rig.ServiceUnderTest;
import io.gatehouse.load.scenario.RepeatedScenario.Goal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A million users in users.json and in a KV bucket: what it takes to load them, and logins at a steady rate while the file is
 * read again and again, while users of the bucket change, and while the bucket is read again.
 */
final class LargeDirectory {
    private static final Duration LOOK = Duration.ofMillis(100);

    private static final String HICCUP = "p99 of logins at 500/s, of that at rest";
    private static final Objective RELOAD = Objective.atMost("users.json read again and again: " + HICCUP, 2, 1.5, "x");
    private static final Objective CHANGES = Objective.atMost("changes of the bucket: " + HICCUP, 2, 1.5, "x");
    private static final Objective REREAD = Objective.atMost("bucket read again and again: " + HICCUP, 2, 1.5, "x");
    private static final Objective IN_FORCE =
            Objective.atMost("a change of the bucket in force, the slowest", 100, 20, " ms");
    private static final Objective WRONG = Objective.atMost("wrong answers, and none", 0, Double.NaN, "");

    private static final FigureSet<Figures> COLUMNS = new FigureSet<Figures>()
            .number("file_load", "file: loaded s", NumberFormat.PLAIN_TENTHS, round -> round.value("file.load_s"))
            .number("file_heap", "heap MB", NumberFormat.PLAIN, round -> round.value("file.heap_mb"))
            .number("file_p99", "p99 ms", NumberFormat.PLAIN_HUNDREDTHS, round -> round.value("file.alone.p99_ms"))
            .number(
                    "reload",
                    "reload s",
                    NumberFormat.PLAIN_TENTHS,
                    round -> round.value("file.reloads.median_ms") / 1e3)
            .number("reload_p99", "p99 ms", NumberFormat.PLAIN_HUNDREDTHS, round -> round.value("file.reloads.p99_ms"))
            .number("fill", "kv: filled s", NumberFormat.PLAIN_TENTHS, round -> round.value("kv.fill_s"))
            .number("kv_load", "loaded s", NumberFormat.PLAIN_TENTHS, round -> round.value("kv.load_s"))
            .number("kv_heap", "heap MB", NumberFormat.PLAIN, round -> round.value("kv.heap_mb"))
            .number("kv_p99", "p99 ms", NumberFormat.PLAIN_HUNDREDTHS, round -> round.value("kv.alone.p99_ms"))
            .number("in_force", "in force ms", NumberFormat.PLAIN_TENTHS, round -> round.value("kv.in_force.median_ms"))
            .number("changes_p99", "p99 ms", NumberFormat.PLAIN_HUNDREDTHS, round -> round.value("kv.changes.p99_ms"))
            .number("reread", "reread s", NumberFormat.PLAIN_TENTHS, round -> round.value("kv.rereads.median_ms") / 1e3)
            .number("reread_p99", "p99 ms", NumberFormat.PLAIN_HUNDREDTHS, round -> round.value("kv.rereads.p99_ms"));

    private final ScenarioFixture fixture;
    private final ScenarioSettings settings;
    private final LargeUsers users;
    private final SteadyLogins logins;

    private LargeDirectory(ScenarioFixture fixture) {
        this.fixture = fixture;
        this.settings = fixture.settings();
        this.users = new LargeUsers(settings.large());
        Path who = users.writeLogins(fixture.environment().file("large.txt"));
        this.logins = new SteadyLogins(fixture.environment(), who, settings.measured());
    }

    static Scenario scenario() {
        return new RepeatedScenario(
                fixture -> new LargeDirectory(fixture).measure(),
                LargeDirectory::summary,
                List.of(
                        new Goal(RELOAD, of("file.reloads.p99_ms", "file.alone.p99_ms")),
                        new Goal(CHANGES, of("kv.changes.p99_ms", "kv.alone.p99_ms")),
                        new Goal(REREAD, of("kv.rereads.p99_ms", "kv.alone.p99_ms")),
                        new Goal(IN_FORCE, round -> round.value("kv.in_force.worst_ms")),
                        new Goal(WRONG, LargeDirectory::wrong)),
                COLUMNS);
    }

    private static ToDoubleFunction<Figures> of(String figure, String whole) {
        return round -> round.value(figure) / round.value(whole);
    }

    private static double wrong(Figures round) {
        return List.of("file.alone", "file.reloads", "kv.alone", "kv.changes", "kv.in_force", "kv.rereads").stream()
                .mapToDouble(run -> round.value(run + ".wrong") + round.value(run + ".lost"))
                .sum();
    }

    private static String summary(Figures round) {
        return String.format(
                Locale.ROOT,
                "file: p99 %.2f ms, %.2f while it is read again; bucket: %.2f ms, %.2f and %.2f",
                round.value("file.alone.p99_ms"),
                round.value("file.reloads.p99_ms"),
                round.value("kv.alone.p99_ms"),
                round.value("kv.changes.p99_ms"),
                round.value("kv.rereads.p99_ms"));
    }

    private Figures measure() {
        Figures round = new Figures().put("users", users.count()).put("empty_heap_mb", emptyHeap());
        settings.tell("writing two users.json of " + users.count() + " users");
        LargeFile file = new LargeFile(fixture.environment(), users);
        settings.tell("measuring with users.json");
        ServiceUnderTest withFile = service(List.of("directories.users.reload=" + LOOK.toMillis() + "ms"));
        round.put("file", file.measure(withFile, logins, settings.warmUp()));
        settings.tell("filling a bucket");
        LargeBucket large = new LargeBucket(fixture.environment(), users);
        try (BucketServer bucket = BucketServer.start()) {
            double filled = large.fill(bucket);
            settings.tell("measuring with the bucket");
            List<String> directory = new ArrayList<>(bucket.settings(LargeBucket.NAME));
            directory.add("callout.directory_order=" + LargeBucket.NAME + ",users");
            Figures found =
                    large.measure(service(directory), fixture.smallDirectory(), bucket, logins, settings.warmUp());
            round.put("kv", found.put("fill_s", filled));
        }
        return round;
    }

    /** What the service has in memory without them. */
    private double emptyHeap() {
        try (RunningService running =
                fixture.environment().start(service(List.of()), fixture.smallDirectory(), Encryption.XKEY)) {
            return LiveHeap.megabytes(running.pid());
        }
    }

    private ServiceUnderTest service(List<String> more) {
        return new Roomy(fixture.gatehouse("Gatehouse", more));
    }

    /** A service with the heap that so many users take, unless the environment says otherwise. */
    private record Roomy(ServiceUnderTest service) implements ServiceUnderTest {
        private static final String VARIABLE = "GATEHOUSE_OPTS";
        private static final String HEAP = "-Xmx1g";

        @Override
        public String name() {
            return service.name();
        }

        @Override
        public LaunchCommand launch(ServiceLaunchSettings target) {
            LaunchCommand launch = service.launch(target);
            Map<String, String> environment = new HashMap<>(launch.environment());
            environment.put(VARIABLE, System.getenv().getOrDefault(VARIABLE, HEAP));
            return new LaunchCommand(launch.command(), environment);
        }
    }
}
