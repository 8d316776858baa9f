package io.gatehouse.cli.check.live;

import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.policy.ServerVersion;
import io.gatehouse.service.GatehouseSettings;
import org.jspecify.annotations.Nullable;

/** Warns of what this server does and newer ones do not. */
public final class VersionCheck {
    private static final String NEWER = "upgrade it to 2.14.10, 2.15.3 or newer";

    private final GatehouseSettings settings;
    private final Findings findings;

    public VersionCheck(GatehouseSettings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
    }

    public void run(ServerVersion server, @Nullable CheckedUsers users) {
        if (!server.keepsClientsAtReload() && !settings.operatorMode()) {
            findings.warn(
                    "nats-server " + server + " closes every client that a callout let in whenever it reloads its"
                            + " configuration",
                    NEWER);
        }
        String warning = settings.policy().warning(server);
        if (warning != null) {
            findings.warn(warning, NEWER);
        }
        long limited = users == null ? 0 : users.limited();
        if (limited > 0 && !server.enforcesLimits()) {
            findings.warn(
                    limited + (limited == 1 ? " user has" : " users have") + " subs or payload, which nats-server "
                            + server + " does not enforce",
                    NEWER);
        }
    }
}
