package io.gatehouse.load.scenario;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.rig.BucketServer;
import io.gatehouse.load.rig.Encryption;
import io.gatehouse.load.rig.LiveHeap;
import io.gatehouse.load.rig.LoginProbe;
import io.gatehouse.load.rig.RunningService;
import io.gatehouse.load.rig.ServiceUnderTest;
import io.gatehouse.load.rig.TestEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** A KV bucket with many users: read at the start, followed change by change, and read again where that was interrupted. */
final class LargeBucket {
    /** What the directory is called. */
    static final String NAME = "staff";

    private static final Pattern READ = Pattern.compile(NAME + ": \\d+ users read from bucket");
    /** Between two changes. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final TestEnvironment environment;
    private final LargeUsers users;
    private boolean probeDisabled;

    LargeBucket(TestEnvironment environment, LargeUsers users) {
        this.environment = environment;
        this.users = users;
    }

    /** Fills a bucket; how long that took, in seconds. */
    double fill(BucketServer bucket) {
        long begun = System.nanoTime();
        bucket.putAll(users.count(), users::name, users::record);
        bucket.put(users.probe(), users.probeRecord(false));
        return (System.nanoTime() - begun) / 1e9;
    }

    /** @param others the users.json of the directory behind the bucket */
    Figures measure(ServiceUnderTest service, Path others, BucketServer bucket, SteadyLogins logins, Duration warmUp) {
        long begun = System.nanoTime();
        try (RunningService running = environment.start(service, others, Encryption.XKEY)) {
            String unused = running.await(READ, 0, LIMIT);
            Figures found = new Figures()
                    .put("load_s", (System.nanoTime() - begun) / 1e9)
                    .put("load_cpu_s", running.cpuSeconds())
                    .put("heap_mb", LiveHeap.megabytes(running.pid()));
            logins.warm(running, warmUp);
            found.put("alone", logins.alone(running));
            found.put("changes", logins.beside(running, PAUSE, () -> change(bucket)));
            try (LoginProbe probe = environment.probe(users.probe(), LargeUsers.PASSWORD, Encryption.XKEY)) {
                double warmedUp = probe.millisUntil(!probeDisabled, System.nanoTime());
                assert warmedUp >= 0;
                found.put("in_force", logins.beside(running, PAUSE, () -> inForce(bucket, probe)));
            }
            return found.put("rereads", logins.beside(running, Duration.ZERO, () -> reread(bucket, running)));
        }
    }

    /** In milliseconds, until it is stored. */
    private double change(BucketServer bucket) {
        long begun = System.nanoTime();
        probeDisabled = !probeDisabled;
        bucket.put(users.probe(), users.probeRecord(probeDisabled));
        return (System.nanoTime() - begun) / 1e6;
    }

    /** In milliseconds, from when it is stored; with logins of that user, each of which hashes the password, until it is so. */
    private double inForce(BucketServer bucket, LoginProbe probe) {
        double stored = change(bucket);
        assert stored > 0;
        return probe.millisUntil(!probeDisabled, System.nanoTime());
    }

    /** Without its consumers the service has missed something, and reads all of the bucket. */
    private static double reread(BucketServer bucket, RunningService running) {
        long mark = running.mark();
        long begun = System.nanoTime();
        bucket.deleteConsumers();
        String unused = running.await(READ, mark, LIMIT);
        return (System.nanoTime() - begun) / 1e6;
    }
}
