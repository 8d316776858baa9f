package io.gatehouse.cli.check.live;

import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.revocation.RevocationSettings;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.sessions.FoundSessions;
import io.gatehouse.sessions.SessionQuery;
import io.gatehouse.sessions.SystemAccess;
import io.gatehouse.sessions.SystemException;

/** Tries the login by which sessions of who is revoked are found and closed. */
public final class RevocationCheck {
    private static final String NAME = "live revocation: ";

    /** Nobody has a name with a line break. */
    private static final SessionQuery NOBODY = new SessionQuery("\n", null);

    private RevocationCheck() {}

    @SuppressWarnings("try") // closing may be interrupted
    public static void run(GatehouseSettings settings, Findings findings) throws InterruptedException {
        RevocationSettings revocation = settings.revocation();
        if (revocation == null) {
            return;
        }
        if (revocation.secret() == null) {
            findings.warn(
                    NAME + "other instances are not told which users to remove from their caches",
                    "give all instances the same revocation.secret_file, made with: openssl rand -hex 32");
        }
        NatsSettings nats = revocation.nats();
        try (SystemAccess access = SystemAccess.open(nats)) {
            FoundSessions found = access.sessions().all(NOBODY).join();
            int servers = found.coverage().servers();
            if (found.coverage().isWhole()) {
                findings.ok(
                        NAME + (servers == 1 ? "1 server lists its" : servers + " servers list their") + " sessions");
            } else {
                findings.fail(
                        NAME + found.coverage().answered() + " of " + servers + " servers list their sessions",
                        "docs/guides/revocation.md has the permissions that the user needs");
            }
        } catch (SystemException e) {
            findings.fail(NAME + e.getMessage(), "docs/guides/revocation.md has the user and its permissions");
        }
    }
}
