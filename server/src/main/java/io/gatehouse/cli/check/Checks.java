package io.gatehouse.cli.check;

import io.gatehouse.claims.UserToken;
import io.gatehouse.cli.check.Finding.Subject;
import io.gatehouse.config.GatehouseSettings;
import io.gatehouse.directory.file.UsersFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All checks, in the order in which a person would make them. */
public final class Checks {
    private static final String SERVER = "the live server";

    private final GatehouseSettings settings;
    private final Map<String, String> environment;
    private final Clock clock;
    private final Findings findings;

    /** @param environment for variables in the server's configuration, and to find a nats-server */
    public Checks(GatehouseSettings settings, Map<String, String> environment, Clock clock, Findings findings) {
        this.settings = settings;
        this.environment = environment;
        this.clock = clock;
        this.findings = findings;
    }

    /** Says what a configuration that cannot be used keeps from being looked at. */
    public static void skipAll(Findings findings) {
        String why = "the configuration cannot be used";
        findings.about(Subject.USERS).skip("users.json", why + "; gatehouse check --users FILE looks at it alone");
        findings.about(Subject.SERVER).skip("what comes after it, up to " + SERVER + ",", why);
    }

    /** Looks at a users file alone, without keys and configuration. */
    public static void users(Path file, Findings findings) {
        UsersCheck.run(file, findings.about(Subject.USERS));
    }

    /**
     * Makes the checks.
     *
     * @param live null to connect to nothing
     */
    public void run(Probe.@Nullable Source live) throws InterruptedException {
        SettingsCheck.run(settings, findings.about(Subject.CONFIGURATION));
        UsersFile users = UsersCheck.run(settings, clock, findings.about(Subject.USERS));
        ServerConf conf = new ServerConfCheck(settings, environment, findings.about(Subject.SERVER_CONF)).run();
        Expiry expiry = new Expiry(clock, findings.about(Subject.CREDENTIALS));
        UserToken service = settings.operatorMode()
                ? ServiceCreds.run(settings, expiry, findings.about(Subject.CREDENTIALS))
                : null;
        new CredentialsCheck(settings, expiry, findings.about(Subject.CREDENTIALS)).run(conf);
        if (settings.operatorMode()) {
            accounts(service, conf, live);
        } else if (conf != null) {
            new ConfigModeCheck(settings, conf, findings.about(Subject.SERVER_CONF)).run(users);
        }
        if (live != null) {
            live(live, service, conf, users);
        }
    }

    private void accounts(@Nullable UserToken service, @Nullable ServerConf conf, Probe.@Nullable Source live) {
        Findings about = findings.about(Subject.ACCOUNTS);
        if (service == null) {
            about.skip("whether the accounts fit the keys", "the service's credentials cannot be used");
            return;
        }
        AccountJwts jwts = AccountJwts.gather(settings, service.account(), conf, live, about);
        new OperatorCheck(settings, service, jwts, about).run();
    }

    private void live(
            Probe.Source live, @Nullable UserToken service, @Nullable ServerConf conf, @Nullable UsersFile users)
            throws InterruptedException {
        Findings about = findings.about(Subject.SERVER);
        if (service == null && settings.operatorMode()) {
            about.skip(SERVER, "the service's credentials cannot be used");
        } else {
            new LiveCheck(settings, service, conf, clock, about).run(live, users);
        }
    }
}
