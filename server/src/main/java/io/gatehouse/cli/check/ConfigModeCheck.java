package io.gatehouse.cli.check;

import io.gatehouse.cli.check.conf.ServerConf;
import io.gatehouse.cli.check.conf.ServerConf.Callout;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.cli.check.live.CheckedUsers;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.service.GatehouseSettings;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Config mode: compares our settings with the server's configuration file. */
final class ConfigModeCheck {
    private final GatehouseSettings settings;
    private final ServerConf conf;
    private final Findings findings;

    ConfigModeCheck(GatehouseSettings settings, ServerConf conf, Findings findings) {
        this.settings = settings;
        this.conf = conf;
        this.findings = findings;
    }

    /** Returns what is known to fail at the live server by the same mistakes. */
    Before run(@Nullable CheckedUsers users) {
        Callout callout = conf.callout();
        if (callout == null) {
            findings.fail(
                    "the server's configuration has no auth_callout",
                    "add authorization { auth_callout { issuer: "
                            + settings.issuer().publicKey() + ", account: AUTH, auth_users: [ ... ] } }");
            return new Before(false, true, Set.of());
        }
        issuer(callout);
        XkeyCheck.run(settings, callout.xkey(), "auth_callout", findings);
        Before before = serviceUser(callout);
        others(callout);
        new RulesCheck(settings, findings).serverAccounts(conf);
        if (users == null) {
            findings.skip("whether the server has the accounts of users.json", "users.json cannot be used");
        } else {
            users.accounts().forEach(this::placement);
            users.unasked(callout.authUsers()).forEach(findings::warn);
            OwnPlacesCheck places = new OwnPlacesCheck(settings, findings);
            places.ours(users, callout.account());
            places.system(users, conf.systemAccount());
        }
        return before;
    }

    private void issuer(Callout callout) {
        String ours = settings.issuer(callout.issuer()).publicKey().text();
        if (callout.issuer().equals(ours)) {
            findings.ok(
                    settings.issuers().size() == 1
                            ? "issuer.seed is the key that auth_callout names"
                            : "issuer.seed has the key that auth_callout names, " + ours);
        } else {
            findings.fail(
                    "the issuer does not match: auth_callout has " + callout.issuer() + ", and issuer.seed is that of "
                            + ours,
                    "use the same pair on both sides");
        }
    }

    private Before serviceUser(Callout callout) {
        String user = user(settings.nats().login());
        if (user == null) {
            return Before.NOTHING;
        }
        boolean exempt = callout.authUsers().contains(user);
        if (!exempt) {
            findings.fail(
                    "the service's user " + user + " is not in auth_users of auth_callout " + callout.authUsers()
                            + ", so that its own login waits for itself",
                    "log in as one of these; or, if this user is the service's and of nobody else, add it there: from then"
                            + " on nats-server asks the callout about nobody who logs in as this user");
        }
        Set<String> inAccount = conf.accounts().getOrDefault(callout.account(), Set.of());
        if (inAccount.contains(user)) {
            findings.ok("the service's user is in account " + callout.account() + ", which asks the callout");
        } else {
            findings.fail(
                    "the service's user " + user + " is not in account " + callout.account()
                            + ", which asks the callout, so that it gets no requests",
                    "move it there");
        }
        return new Before(!exempt, !inAccount.contains(user), Set.of());
    }

    /** Whoever may do anything in the account can take requests away, and read them where they are not sealed. */
    private void others(Callout callout) {
        String ours = user(settings.nats().login());
        String others =
                conf.unrestricted().stream().filter(user -> !user.equals(ours)).collect(Collectors.joining(", "));
        if (ours != null && !others.isEmpty()) {
            findings.warn(
                    "users without permissions are in account " + callout.account() + " beside the service's: " + others
                            + "; they can take requests away from the service",
                    "move them to another account, or deny them $SYS.REQ.USER.AUTH, $SYS.REQ.USER.INFO, _INBOX.> and"
                            + " $SRV.>");
        }
    }

    /** The name that the server's file would have for us; null when we cannot know it. */
    private static @Nullable String user(Login login) {
        if (login instanceof Login.UserPassword user) {
            return user.user();
        }
        if (login instanceof Login.NkeySeed nkey) {
            SigningKey key = SigningKey.fromSeed(nkey.seed().reveal());
            return key.publicKey().kind() == NkeyKind.USER ? key.publicKey().text() : null;
        }
        return null;
    }

    private void placement(String account) {
        if (!conf.accounts().containsKey(account) && !account.equals(conf.systemAccount())) {
            findings.fail(
                    "the account " + account + " of users.json is not in the server's configuration, so that the server"
                            + " refuses its users",
                    "add it to accounts, or correct users.json");
        }
    }
}
