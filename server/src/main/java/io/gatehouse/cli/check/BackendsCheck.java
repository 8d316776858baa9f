package io.gatehouse.cli.check;

import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.bucket.BucketKeys;
import io.gatehouse.directory.certificate.CertificateDirectoryType;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.file.FileDirectoryType;
import io.gatehouse.directory.nkey.NkeyDirectoryType;
import io.gatehouse.directory.token.TokenDirectoryType;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.service.GatehouseSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;

/** Whether the directories that ask somebody else for each login could do so: each is opened, and probed once. */
final class BackendsCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private BackendsCheck() {}

    static void run(GatehouseSettings settings, Findings findings) {
        List<DirectorySettings> remote =
                settings.directories().stream().filter(BackendsCheck::isRemote).toList();
        if (remote.isEmpty()) {
            return;
        }
        try (PasswordChecks checks = new PasswordChecks(settings.passwords(), PasswordChecksRecorder.NONE)) {
            remote.forEach(one -> probe(one, context(one, checks, settings), findings));
        }
    }

    private static boolean isRemote(DirectorySettings one) {
        DirectoryType type = one.type();
        boolean local = type instanceof FileDirectoryType
                || type instanceof CertificateDirectoryType
                || type instanceof NkeyDirectoryType
                || type instanceof TokenDirectoryType;
        return !local && !BucketKeys.areOf(type, one.values());
    }

    private static DirectoryContext context(DirectorySettings one, PasswordChecks checks, GatehouseSettings settings) {
        return new DirectoryContext(
                one.names().form(),
                checks,
                (source, users) -> List.of(),
                () -> ReloadRecorder.NONE,
                () -> ReloadRecorder.NONE,
                settings.nats());
    }

    private static void probe(DirectorySettings one, DirectoryContext context, Findings findings) {
        String name = "directory " + one.name() + " (" + one.type().type() + ")";
        try (Directory directory = one.type().create(one.name(), one.values(), context)) {
            directory
                    .probe()
                    .timeout(PATIENCE, Mono.error(() -> UndecidedException.failed(new TimeoutException())))
                    .block();
            findings.ok(name + ": it can answer");
        } catch (UndecidedException e) {
            findings.fail(name + ": " + e.getMessage());
        } catch (RuntimeException e) {
            findings.fail(name + ": " + UndecidedException.failed(e).getMessage());
        }
    }
}
