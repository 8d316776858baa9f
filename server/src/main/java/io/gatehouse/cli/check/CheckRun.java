package io.gatehouse.cli.check;

import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.AccountLimits;
import io.gatehouse.cli.check.conf.ServerConf;
import io.gatehouse.cli.check.finding.Finding.Subject;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.cli.check.live.CheckedUsers;
import io.gatehouse.cli.check.live.RevocationCheck;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.directory.file.WriteAccess;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.pipeline.message.Replies;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.transport.Probe;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All checks, in the order in which a person would make them. */
public final class CheckRun {
    private static final Logger log = LoggerFactory.getLogger(CheckRun.class);

    private static final String SERVER = "the live server";

    private final GatehouseSettings settings;
    private final Map<String, String> environment;
    private final Clock clock;
    private final Findings findings;

    /** @param environment for variables in the server's configuration, and to find a nats-server */
    public CheckRun(GatehouseSettings settings, Map<String, String> environment, Clock clock, Findings findings) {
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
        Findings about = findings.about(Subject.USERS);
        UsersCheck.run(file, UsersFile.NONE, about);
        SettingsCheck.writeAccess(WriteAccess.of(file), about);
    }

    /**
     * Makes the checks. Where one of them fails by a mistake of ours, that is a finding too, and the last one.
     *
     * @param live null to connect to nothing
     */
    public void run(Probe.@Nullable Source live) throws InterruptedException {
        try {
            each(live);
        } catch (RuntimeException e) {
            log.debug("A check failed", e);
            findings.fail(
                    "a mistake in Gatehouse: the check itself failed ("
                            + String.valueOf(e).replaceAll("\\s*\\R\\s*", " ")
                            + "), and what comes after it was not checked",
                    "report it, please, with this line");
        }
    }

    private void each(Probe.@Nullable Source live) throws InterruptedException {
        SettingsCheck.run(settings, findings.about(Subject.CONFIGURATION));
        CheckedUsers users = UsersCheck.run(settings, clock, findings.about(Subject.USERS));
        RulesCheck rules = new RulesCheck(settings, findings.about(Subject.CONFIGURATION));
        rules.groups(users);
        if (!settings.operatorMode()) {
            rules.allowedAccounts();
        }
        if (live != null) {
            BucketsCheck.run(settings, findings.about(Subject.USERS));
            BackendsCheck.run(settings, findings.about(Subject.USERS));
            SharedCacheCheck.run(settings, findings.about(Subject.USERS));
            RevocationCheck.run(settings, findings.about(Subject.SERVER));
        }
        AuditCheck.run(settings, live != null, findings.about(Subject.CONFIGURATION));
        ServerConfCheck confCheck = new ServerConfCheck(settings, environment, findings.about(Subject.SERVER_CONF));
        ServerConf conf = confCheck.run();
        Expiry expiry = new Expiry(clock, findings.about(Subject.CREDENTIALS));
        List<Sentinel> sentinels = Sentinel.of(settings, conf);
        UserToken service = settings.operatorMode()
                ? ServiceCreds.run(settings, sentinels, expiry, findings.about(Subject.CREDENTIALS))
                : null;
        new CredentialsCheck(settings, expiry, findings.about(Subject.CREDENTIALS)).run(conf);
        Accounts accounts = Accounts.named(Before.NOTHING);
        if (settings.operatorMode()) {
            accounts = accounts(service, sentinels, conf, live);
        } else if (conf != null) {
            accounts =
                    Accounts.named(new ConfigModeCheck(settings, conf, findings.about(Subject.SERVER_CONF)).run(users));
        }
        if (settings.usesNkeys() && conf != null) {
            new NkeyCheck(settings, conf, findings.about(Subject.SERVER_CONF)).run();
        }
        if (settings.usesCertificates() && conf != null) {
            ClientCertificatesCheck.run(conf, findings.about(Subject.SERVER_CONF));
        }
        if (settings.takesLongCredentials() && conf != null) {
            LongCredentialsCheck.run(conf, findings.about(Subject.SERVER_CONF));
        }
        if (confCheck.isOfOtherMode()) {
            accounts = accounts.without("its configuration is of the other mode");
        }
        if (live != null && accounts.ready()) {
            new LiveCheck(settings, service, conf, accounts.before(), clock, findings.about(Subject.SERVER))
                    .run(live, users);
            return;
        }
        if (live != null) {
            findings.about(Subject.SERVER).skip(SERVER, accounts.why());
        }
        if (users != null) {
            AnswerSizeCheck sizes = new AnswerSizeCheck(settings, clock, findings.about(Subject.USERS));
            sizes.run(users, maxPayload(conf, service == null ? null : service.account(), accounts.jwts()));
        }
    }

    /** By the files that were read: the server's own bound, or that of the AUTH account when it is less. */
    private static long maxPayload(@Nullable ServerConf conf, @Nullable Nkey auth, @Nullable AccountJwts jwts) {
        long server = conf == null ? Replies.DEFAULT_MAX_PAYLOAD : conf.maxPayload();
        AccountClaims account = auth == null || jwts == null ? null : jwts.find(auth);
        long limit = account == null
                ? AccountLimits.UNLIMITED.payload()
                : account.limits().payload();
        return limit < 0 ? server : Math.min(server, limit);
    }

    /**
     * What became of the accounts' checks.
     *
     * @param jwts null in config mode, and when the service's credentials cannot be used
     * @param why what keeps the live server from being looked at; empty when nothing does
     */
    private record Accounts(@Nullable AccountJwts jwts, String why, Before before) {
        static Accounts none() {
            return new Accounts(null, "the service's credentials cannot be used", Before.NOTHING);
        }

        /** Config mode: there are names alone. */
        static Accounts named(Before before) {
            return new Accounts(null, "", before);
        }

        Accounts without(String reason) {
            return why.isEmpty() ? new Accounts(jwts, reason, before) : this;
        }

        boolean ready() {
            return why.isEmpty();
        }
    }

    private Accounts accounts(
            @Nullable UserToken service,
            List<Sentinel> sentinels,
            @Nullable ServerConf conf,
            Probe.@Nullable Source live) {
        Findings about = findings.about(Subject.ACCOUNTS);
        if (service == null) {
            Accounts none = Accounts.none();
            about.skip("whether the accounts fit the keys", none.why());
            return none;
        }
        AccountJwts jwts = AccountJwts.gather(settings, service.account(), conf, live, about);
        jwts.judge(new Expiry(clock, about));
        OperatorCheck.Result result = new OperatorCheck(settings, service, jwts, sentinels, about).run();
        return new Accounts(
                jwts,
                result.callouts() ? "" : "the service's credentials are of another account than the callout's",
                result.before());
    }
}
