package io.gatehouse.cli.check;

import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.cli.check.conf.ServerConf;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.files.FileErrors;
import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.policy.account.Account;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.transport.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The accounts as the server has them: asked of the server, else from files, else from its configuration. */
final class AccountJwts {
    private final Map<Nkey, AccountClaims> known = new LinkedHashMap<>();
    private final Map<Nkey, Long> ends = new LinkedHashMap<>();
    private @Nullable Nkey system;

    private AccountJwts(@Nullable Nkey system) {
        this.system = system;
    }

    /** @param auth the account of the service's credentials */
    static AccountJwts gather(
            GatehouseSettings settings,
            Nkey auth,
            @Nullable ServerConf conf,
            Probe.@Nullable Source live,
            Findings findings) {
        AccountJwts jwts = new AccountJwts(conf == null ? null : conf.systemAccountKey());
        SystemUser user = SystemUser.of(settings.check().sysCreds());
        boolean stranger = user != null && user.isStrangerTo(jwts.system);
        if (live != null && user != null && !stranger) {
            stranger = !jwts.ask(settings, auth, live, user, findings);
        }
        jwts.readFiles(settings, conf, findings);
        if (user != null && stranger) {
            jwts.tellStranger(user, findings);
        }
        return jwts;
    }

    /** As files have them, no server asked. */
    static AccountJwts ofFiles(GatehouseSettings settings, @Nullable ServerConf conf, Findings findings) {
        AccountJwts jwts = new AccountJwts(null);
        jwts.readFiles(settings, conf, findings);
        return jwts;
    }

    private void readFiles(GatehouseSettings settings, @Nullable ServerConf conf, Findings findings) {
        for (Path file : settings.check().accountJwts()) {
            read(file, findings);
        }
        if (conf != null) {
            conf.accountJwts().forEach(jwt -> add(jwt, "server configuration", findings));
        }
    }

    /** Looks the accounts up; returns false when the user turns out not to be of the system account. */
    private boolean ask(GatehouseSettings settings, Nkey auth, Probe.Source live, SystemUser user, Findings findings) {
        try {
            for (Nkey account : wanted(settings, auth)) {
                String jwt = live.accountJwt(settings.nats(), user.creds(), account.text());
                if (jwt != null) {
                    add(jwt, "server", findings);
                }
            }
            // A server that keeps its accounts in memory answers no lookups, not even to the system account.
            boolean found = system != null || !known.isEmpty();
            if (!found && !live.isOfSystemAccount(settings.nats(), user.creds())) {
                return false;
            }
            system = system == null ? user.account() : system;
        } catch (NoConnectionException e) {
            unasked(user.creds(), e, findings);
        }
        return true;
    }

    /** The issuer's key is an account's own where no signing key is used. */
    private static Set<Nkey> wanted(GatehouseSettings settings, Nkey auth) {
        Set<Nkey> wanted = new LinkedHashSet<>(List.of(auth));
        Nkey issuerAccount = settings.issuerAccount();
        wanted.add(issuerAccount == null ? settings.issuer().publicKey() : issuerAccount);
        settings.accounts().values().stream().map(Account.Keyed::id).forEach(wanted::add);
        return wanted;
    }

    private static void unasked(Path creds, NoConnectionException e, Findings findings) {
        if (e.isOfLogin()) {
            findings.warn(
                    creds + ": the account JWTs cannot be looked up with these credentials, " + e.getMessage(),
                    SystemUser.REMEDY);
        } else {
            findings.skip("what the server has for account JWTs", "there is no connection to it");
        }
    }

    private void tellStranger(SystemUser user, Findings findings) {
        Nkey account = user.account();
        findings.warn(
                user.creds() + ": these credentials are of "
                        + (account == null ? "a user" : "account " + name(account)) + ", not of the system account"
                        + (system == null ? "" : " " + name(system))
                        + ", so that the checks that need it were left out: the accounts' JWTs were not looked up at the"
                        + " server",
                SystemUser.REMEDY);
    }

    private void read(Path file, Findings findings) {
        try {
            add(Files.readString(file).strip());
        } catch (IOException e) {
            findings.fail(file + ": cannot be read: " + FileErrors.words(e));
        } catch (ClaimsException e) {
            findings.fail(
                    file + ": not an account JWT (" + e.getMessage() + ")",
                    "give the account's JWT to --account-jwt or check.account_jwts (nsc describe account NAME --raw)");
        }
    }

    private void add(String jwt) throws ClaimsException {
        AccountClaims claims = AccountClaims.decode(jwt);
        if (known.putIfAbsent(claims.id(), claims) == null) {
            ends.put(claims.id(), AccountClaims.expiresAt(jwt));
        }
    }

    private void add(String jwt, String source, Findings findings) {
        try {
            add(jwt);
        } catch (ClaimsException e) {
            findings.warn(source + ": an account JWT cannot be read (" + e.getMessage() + ")");
        }
    }

    /** Makes findings of those that have ended, or end soon: nobody is let into an account whose JWT has ended. */
    void judge(Expiry expiry) {
        known.forEach((id, claims) -> expiry.at(
                "the JWT of account " + name(id),
                ends.getOrDefault(id, 0L),
                "sign it anew (nsc edit account " + claims.name() + " --expiry ...), then nsc push -a "
                        + claims.name()));
    }

    /** An account as the server has it; null when nothing tells. */
    @Nullable AccountClaims find(Nkey account) {
        return known.get(account);
    }

    /** The first account that is so; null when none is known. */
    @Nullable AccountClaims first(Predicate<AccountClaims> wanted) {
        return known.values().stream().filter(wanted).findFirst().orElse(null);
    }

    /** Whether it is known to be the system account. */
    boolean isSystem(Nkey account) {
        return system != null && system.equals(account);
    }

    /** An account's name and id, or the id alone. */
    String name(Nkey account) {
        AccountClaims claims = known.get(account);
        return claims == null ? account.text() : claims.name() + " (" + account + ")";
    }
}
