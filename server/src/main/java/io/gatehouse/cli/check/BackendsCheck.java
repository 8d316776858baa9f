package io.gatehouse.cli.check;

import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.bucket.BucketKeys;
import io.gatehouse.directory.certificate.CertificateDirectoryType;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.watch.WatchKeys;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.service.GatehouseSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Asks the backends of directories whether they answer, with the directories' own credentials. */
final class BackendsCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** An answer that is not there by then may be late because classes had to be loaded for the question. */
    private static final Duration SLOW = Duration.ofMillis(500);

    private BackendsCheck() {}

    static void run(GatehouseSettings settings, Findings findings) {
        try (PasswordChecks checks = new PasswordChecks(settings.passwords(), PasswordChecksRecorder.NONE)) {
            settings.directories().stream()
                    .filter(BackendsCheck::asksSomebody)
                    .forEach(one -> check(one, settings, checks, findings));
        }
    }

    /** Not those of files, buckets and certificates, which are looked at by their content. */
    private static boolean asksSomebody(DirectorySettings one) {
        DirectoryType type = one.type();
        return !(type instanceof CertificateDirectoryType)
                && !type.keys().containsAll(WatchKeys.ALL)
                && !type.keys().containsAll(BucketKeys.ALL);
    }

    private static void check(
            DirectorySettings one, GatehouseSettings settings, PasswordChecks checks, Findings findings) {
        String name = "directory " + one.name() + " (" + one.type().type() + "): ";
        DirectoryContext context = new DirectoryContext(
                one.names().form(),
                checks,
                (source, users) -> List.of(),
                () -> ReloadRecorder.NONE,
                () -> ReloadRecorder.NONE,
                settings.nats());
        try (Directory directory = one.create(context)) {
            probe(directory);
            findings.ok(name + "its backend answers");
            warn(directory, name, findings);
        } catch (RuntimeException e) {
            findings.fail(
                    name + words(e),
                    "its section is directories." + one.name() + " in "
                            + one.values().place());
        }
    }

    /** Once more where the first question took long. A wrong password is told at once, and is not tried twice. */
    private static void probe(Directory directory) {
        long begin = System.nanoTime();
        try {
            directory.probe().block(PATIENCE);
        } catch (RuntimeException e) {
            if (isImpatient(e) || System.nanoTime() - begin < SLOW.toNanos()) {
                throw e;
            }
            directory.probe().block(PATIENCE);
        }
    }

    private static boolean isImpatient(RuntimeException failure) {
        return failure.getCause() instanceof TimeoutException;
    }

    private static void warn(Directory directory, String name, Findings findings) {
        try {
            directory
                    .limitations()
                    .collectList()
                    .blockOptional(PATIENCE)
                    .orElse(List.of())
                    .forEach(limitation -> findings.warn(name + limitation));
        } catch (RuntimeException e) {
            findings.warn(name + words(e));
        }
    }

    /** What is not said for operators may hold a secret: of that the kind alone is told. */
    private static String words(RuntimeException failure) {
        return isImpatient(failure)
                ? "its backend does not answer within " + PATIENCE.toSeconds() + " s"
                : String.valueOf(UndecidedException.of(failure).getMessage());
    }
}
