package io.gatehouse.load.scenario;

import io.gatehouse.load.backend.BackendKind;
import io.gatehouse.load.backend.BackendServer;
import io.gatehouse.load.backend.BackendSession;
import io.gatehouse.load.backend.DirectLoad;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.request.TestUsers;
import io.gatehouse.load.rig.Encryption;
import io.gatehouse.load.rig.LoginProbe;
import io.gatehouse.load.rig.RunningService;
import io.gatehouse.load.rig.ServersRun;
import io.gatehouse.load.rig.TestEnvironment;
import io.gatehouse.load.rig.UserFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/** One kind of directory, behind users.json in the chain, that remembers nothing: every login of its users is a cold one. */
final class ColdDirectory {
    private static final int USERS = 500;
    private static final int AT_A_TIME = 64;

    /** As many as a directory has by default. */
    private static final int CONNECTIONS = 8;

    /** In turns, before anything counts. */
    private static final int SETTLING = 1_000;

    private static final int DIGITS = 3;

    private final ScenarioFixture fixture;
    private final BackendKind kind;

    ColdDirectory(ScenarioFixture fixture, BackendKind kind) {
        this.fixture = fixture;
        this.kind = kind;
    }

    Figures measure() {
        TestEnvironment environment = fixture.environment();
        try (BackendServer backend = kind.start(USERS)) {
            Path logins = UserFiles.logins(environment.file(kind.type() + ".txt"), backend.users(), 0, USERS);
            List<String> settings = new ArrayList<>(backend.settings());
            settings.add("directories." + BackendServer.DIRECTORY + ".cache.ttl=0s");
            try (RunningService running = fixture.start(fixture.gatehouse("Gatehouse", settings))) {
                Figures unused = busy(logins, running, fixture.settings().warmUp());
                Figures found = new Figures()
                        .put("own_per_s", ownPerSecond(backend))
                        .put("busy", busy(logins, running, fixture.settings().measured()));
                inTurns(backend, found);
                running.check();
                return found;
            }
        }
    }

    /** Of OpenID Connect nothing is asked for a login. */
    private double ownPerSecond(BackendServer backend) {
        return kind == BackendKind.OIDC
                ? Double.NaN
                : DirectLoad.perSecond(
                        backend, CONNECTIONS, fixture.settings().measured().dividedBy(2));
    }

    private Figures busy(Path logins, RunningService running, Duration lasting) {
        ServersRun run = fixture.environment().load(logins, Encryption.XKEY);
        return run.concurrency(AT_A_TIME).lasting(lasting).watching(running).run();
    }

    /** A login of users.json, the server's own answer and a cold login, one after the other, again and again. */
    private void inTurns(BackendServer backend, Figures found) {
        TestUsers known = UserFiles.users("user", fixture.settings().users());
        TestUsers cold = backend.users();
        try (LoginProbe byFile = fixture.environment().probe(known, Encryption.XKEY);
                LoginProbe byBackend = fixture.environment().probe(cold, Encryption.XKEY);
                BackendSession session = backend.connect()) {
            IntFunction<Turn> turns = i -> new Turn(
                    byFile.nanos(i % known.size()),
                    nanos(session, cold.size() - 1 - i % cold.size()),
                    byBackend.nanos(i % cold.size()));
            for (int i = 0; i < SETTLING; i++) {
                Turn unused = turns.apply(i);
            }
            Latencies latencies = new Latencies();
            long begun = System.nanoTime();
            long lasting = fixture.settings().measured().toNanos();
            for (int i = 0; System.nanoTime() - begun < lasting; i++) {
                latencies.add(turns.apply(i));
            }
            latencies.put(found);
        }
    }

    private static long nanos(BackendSession session, int user) {
        long begun = System.nanoTime();
        session.ask(user);
        return System.nanoTime() - begun;
    }

    /** How long each took, in nanoseconds. */
    private record Turn(long file, long own, long cold) {}

    /** How long all took. */
    private record Latencies(Histogram file, Histogram own, Histogram cold) {
        Latencies() {
            this(new Histogram(DIGITS), new Histogram(DIGITS), new Histogram(DIGITS));
        }

        void add(Turn turn) {
            file.recordValue(turn.file);
            own.recordValue(turn.own);
            cold.recordValue(turn.cold);
        }

        void put(Figures found) {
            found.put("turns", cold.getTotalCount())
                    .put("file", figures(file))
                    .put("own", figures(own))
                    .put("cold", figures(cold))
                    .put("more_p50_ms", millis(cold, 50) - millis(own, 50))
                    .put("more_p99_ms", millis(cold, 99) - millis(own, 99));
        }

        private static Figures figures(Histogram of) {
            return new Figures().put("p50_ms", millis(of, 50)).put("p99_ms", millis(of, 99));
        }

        private static double millis(Histogram of, double percentile) {
            return of.getValueAtPercentile(percentile) / 1e6;
        }
    }
}
