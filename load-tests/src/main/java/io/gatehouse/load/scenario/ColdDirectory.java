package io.gatehouse.load.scenario;

import io.gatehouse.load.backend.Backend;
import io.gatehouse.load.backend.BackendKind;
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
        try (Backend backend = kind.start(USERS)) {
            Path logins = UserFiles.logins(environment.file(kind.type() + ".txt"), backend.users(), 0, USERS);
            List<String> settings = new ArrayList<>(backend.settings());
            settings.add("directories." + Backend.DIRECTORY + ".cache.ttl=0s");
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
    private double ownPerSecond(Backend backend) {
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
    private void inTurns(Backend backend, Figures found) {
        TestUsers known = UserFiles.users("user", fixture.settings().users());
        Histogram file = new Histogram(DIGITS);
        Histogram own = new Histogram(DIGITS);
        Histogram cold = new Histogram(DIGITS);
        try (LoginProbe byFile = fixture.environment().probe(known, Encryption.XKEY);
                LoginProbe byBackend = fixture.environment().probe(backend.users(), Encryption.XKEY);
                BackendSession session = backend.connect()) {
            long begun = System.nanoTime();
            for (int i = 0; i < SETTLING || isBefore(begun); i++) {
                if (i == SETTLING) {
                    List.of(file, own, cold).forEach(Histogram::reset);
                    begun = System.nanoTime();
                }
                int user = i % backend.users().size();
                file.recordValue(byFile.nanos(i % known.size()));
                own.recordValue(nanos(session, backend.users().size() - 1 - user));
                cold.recordValue(byBackend.nanos(user));
            }
        }
        put(found, file, own, cold);
    }

    private boolean isBefore(long begun) {
        return System.nanoTime() - begun < fixture.settings().measured().toNanos();
    }

    private static long nanos(BackendSession session, int user) {
        long begun = System.nanoTime();
        session.ask(user);
        return System.nanoTime() - begun;
    }

    private static void put(Figures found, Histogram file, Histogram own, Histogram cold) {
        found.put("turns", cold.getTotalCount())
                .put("file", latencies(file))
                .put("own", latencies(own))
                .put("cold", latencies(cold))
                .put("more_p50_ms", millis(cold, 50) - millis(own, 50))
                .put("more_p99_ms", millis(cold, 99) - millis(own, 99));
    }

    private static Figures latencies(Histogram of) {
        return new Figures().put("p50_ms", millis(of, 50)).put("p99_ms", millis(of, 99));
    }

    private static double millis(Histogram of, double percentile) {
        return of.getValueAtPercentile(percentile) / 1e6;
    }
}
