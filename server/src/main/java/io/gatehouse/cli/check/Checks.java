package io.gatehouse.cli.check;

import io.gatehouse.claims.UserToken;
import io.gatehouse.config.GatehouseSettings;
import io.gatehouse.directory.file.UsersFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All checks, in the order in which a person would make them. */
public final class Checks {
    private final GatehouseSettings settings;
    private final Map<String, String> environment;
    private final Clock clock;
    private final Findings findings;

    /** @param environment for variables in the server's configuration */
    public Checks(GatehouseSettings settings, Map<String, String> environment, Clock clock, Findings findings) {
        this.settings = settings;
        this.environment = environment;
        this.clock = clock;
        this.findings = findings;
    }

    /**
     * Makes the checks.
     *
     * @param live null to connect to nothing
     */
    public void run(Probe.@Nullable Source live) throws InterruptedException {
        SettingsCheck.run(settings, findings);
        UsersFile users = UsersCheck.run(settings, clock, findings);
        ServerConf conf = serverConf();
        UserToken service = null;
        if (settings.operatorMode()) {
            service = ServiceCreds.run(settings, clock, findings);
            if (service != null) {
                AccountJwts jwts = AccountJwts.gather(settings, service.account(), conf, live, findings);
                new OperatorCheck(settings, service, jwts, findings).run();
            }
        } else if (conf != null) {
            new ConfigModeCheck(settings, conf, findings).run(users);
        }
        if (live != null && (service != null || !settings.operatorMode())) {
            new LiveCheck(settings, service, clock, findings).run(live, users);
        }
    }

    private @Nullable ServerConf serverConf() {
        Path file = settings.check().serverConf();
        if (file == null) {
            return null;
        }
        try {
            ServerConf conf = ServerConf.read(file, environment);
            if (conf.operatorMode() == settings.operatorMode()) {
                return conf;
            }
            findings.fail(
                    conf.operatorMode()
                            ? file
                                    + " is of a server in operator mode, and no accounts are configured here: add accounts"
                                    + " with their ids and signing keys"
                            : file
                                    + " is of a server in config mode, and accounts with signing keys are configured here:"
                                    + " remove accounts; users are placed by the accounts' names");
        } catch (ConfException e) {
            findings.fail(e.getMessage() + ": mend check.server_conf or --server-conf, or leave it away");
        }
        return null;
    }
}
