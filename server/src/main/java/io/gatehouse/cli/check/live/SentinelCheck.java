package io.gatehouse.cli.check.live;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.files.RegularFile;
import io.gatehouse.nats.ClientLogin;
import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.transport.Preflight.LoginResult;
import io.gatehouse.transport.Probe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Whether the server asks about a client that brings the sentinel's own credentials and an unknown user. */
public final class SentinelCheck {
    private final GatehouseSettings settings;
    private final Findings findings;

    public SentinelCheck(GatehouseSettings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
    }

    public void run(Probe probe) throws NoConnectionException {
        Path file = settings.check().sentinelCreds();
        CredsFile sentinel = file == null ? null : read(file);
        if (sentinel == null) {
            return;
        }
        AtomicBoolean asked = new AtomicBoolean();
        Sealing sealing = new Sealing(settings.xkeys());
        ClientLogin client = ProbeClient.with(sentinel);
        LoginResult result = probe.login(client, request -> {
            AuthorizationRequest claims = sealing.open(request).claims();
            if (claims != null && client.user().equals(claims.connect().user())) {
                asked.set(true);
            }
            return null;
        });
        tell(file, result.accepted(), asked.get());
    }

    private void tell(@Nullable Path file, boolean accepted, boolean asked) {
        if (accepted) {
            findings.fail(
                    "nats-server lets a client in that brings check.sentinel_creds (" + file
                            + ") and a user whom nobody knows, without asking the callout",
                    "take the sentinel's user out of auth_users (nsc edit authcallout --rm-auth-user), or give a sentinel of"
                            + " the AUTH account");
        } else if (asked) {
            findings.ok("nats-server asks about clients that bring the sentinel's credentials");
        } else {
            findings.fail(
                    "nats-server refuses check.sentinel_creds (" + file + ") without asking the callout",
                    "make new ones (nsc generate creds): these have ended, are revoked, or are signed by a key that the AUTH"
                            + " account does not list");
        }
    }

    /** What cannot be read is told elsewhere. */
    private static @Nullable CredsFile read(Path file) {
        try {
            return CredsFile.parse(RegularFile.text(file));
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }
}
