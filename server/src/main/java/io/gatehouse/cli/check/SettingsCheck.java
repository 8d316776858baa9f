package io.gatehouse.cli.check;

import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.config.SecretSource;
import io.gatehouse.directory.chain.NameConflicts;
import io.gatehouse.directory.file.WriteAccess;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.revoke.RevocationGaps;
import java.util.List;

/** Looks at the configuration itself: secrets written out, key files that others may read, unknown variables. */
final class SettingsCheck {
    private SettingsCheck() {}

    static void run(GatehouseSettings settings, Findings findings) {
        findings.ok("the configuration is complete (" + (settings.operatorMode() ? "operator" : "config") + " mode"
                + (settings.xkey() == null ? ", without xkey)" : ", with xkey)"));
        settings.warnings().forEach(findings::warn);
        if (settings.revocation() == null) {
            findings.ok(RevocationGaps.OFF);
        }
        NameConflicts.of(settings.directories()).forEach(findings::fail);
        if (!settings.operatorMode() && settings.nats().login() instanceof Login.Token) {
            findings.fail("nats.token cannot be the service's login in config mode: nats-server looks for users in"
                    + " auth_users, and a token is none, so that it asks the service about itself: give it a user with a"
                    + " password or an nkey (nats.user, nats.nkey)");
        }
        writeAccess(settings.writable(), findings);
        for (SecretSource source : settings.secrets()) {
            if (source.literal()) {
                findings.warn(
                        source.place() + ": " + source.path() + " is a secret written into the configuration",
                        "move it to a file of mode 0600, or to an environment variable and write '${NAME}'");
            }
        }
    }

    /** Who else may change what decides who gets in. */
    static void writeAccess(List<WriteAccess> others, Findings findings) {
        for (WriteAccess access : others) {
            if (access.everybody()) {
                findings.fail(access.message());
            } else {
                findings.warn(access.message());
            }
        }
    }
}
