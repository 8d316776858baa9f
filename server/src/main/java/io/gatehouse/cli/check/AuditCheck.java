package io.gatehouse.cli.check;

import io.gatehouse.audit.AuditProbe;
import io.gatehouse.audit.AuditSettings;
import io.gatehouse.audit.AuditTarget;
import io.gatehouse.audit.sink.AuditFilePlace;
import io.gatehouse.audit.sink.FileSinkSettings;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.service.GatehouseSettings;

/** Checks whether records of decisions can be stored: in the file, or in the stream, where one is left that says so. */
final class AuditCheck {
    private static final String GUIDE = "docs/guides/audit.md has the places and the permissions";

    private AuditCheck() {}

    /** @param live whether nats-server may be asked */
    static void run(GatehouseSettings settings, boolean live, Findings findings) {
        AuditSettings audit = settings.audit();
        FileSinkSettings file = audit.file();
        if (audit.to() == AuditTarget.FILE && file != null) {
            file(file, findings);
        } else if (audit.to() == AuditTarget.STREAM && live) {
            stream(settings, audit, findings);
        }
        if (audit.to() == AuditTarget.STDOUT && audit.required()) {
            findings.warn(
                    "audit.required with the standard output: whoever reads that slowly keeps logins from being answered",
                    "write to a file or a stream");
        }
    }

    private static void file(FileSinkSettings file, Findings findings) {
        String name = "audit file " + file.path();
        String obstacle = AuditFilePlace.obstacle(file.path());
        if (obstacle != null) {
            findings.fail(name + ": " + obstacle, GUIDE);
            return;
        }
        AuditFilePlace.warnings(file).forEach(findings::warn);
        findings.ok(name + " can be written");
    }

    private static void stream(GatehouseSettings settings, AuditSettings audit, Findings findings) {
        String name = "audit stream, subject " + audit.stream().subject();
        String obstacle = AuditProbe.obstacle(audit, settings.instance());
        if (obstacle != null) {
            findings.fail(name + ": " + obstacle, GUIDE);
            return;
        }
        findings.ok(name + ": a record was stored");
    }
}
