package io.gatehouse.cli.check;

import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.AccountSigningKey;
import io.gatehouse.claims.account.CalloutAuthorization;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.account.Account;
import io.gatehouse.service.GatehouseSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Operator mode: compares our keys with what the JWTs of the AUTH account and the application accounts say. */
final class OperatorCheck {
    private static final int LEAST_CONNECTIONS = 3;
    private static final int LEAST_SUBSCRIPTIONS = 12;

    private final GatehouseSettings settings;
    private final UserToken service;
    private final AccountJwts jwts;
    private final List<Sentinel> sentinels;
    private final Findings findings;
    private final Set<String> refused = new HashSet<>();
    private boolean loggingIn = true;
    private boolean asking = true;

    OperatorCheck(
            GatehouseSettings settings,
            UserToken service,
            AccountJwts jwts,
            List<Sentinel> sentinels,
            Findings findings) {
        this.settings = settings;
        this.service = service;
        this.jwts = jwts;
        this.sentinels = List.copyOf(sentinels);
        this.findings = findings;
    }

    /**
     * What was found.
     *
     * @param callouts false when the service's credentials are known to be of another account than the callout's
     */
    record Result(boolean callouts, Before before) {}

    Result run() {
        List<String> unknown = new ArrayList<>();
        boolean callouts = new ServiceAccount(settings, service, jwts, findings).isCallouts();
        AccountClaims auth = jwts.find(service.account());
        if (auth == null && callouts) {
            unknown.add("the AUTH account (" + service.account() + ")");
        } else if (auth != null && callouts) {
            auth(auth);
        }
        for (Account.Keyed account : settings.accounts().values()) {
            AccountClaims claims = jwts.find(account.id());
            if (claims == null) {
                unknown.add(account.name() + " (" + account.id() + ")");
            } else {
                application(account, claims);
            }
        }
        if (!unknown.isEmpty()) {
            findings.warn(
                    "the JWTs of these accounts are not known here, so that they could not be compared: "
                            + String.join(", ", unknown),
                    "give " + sources());
        }
        return new Result(callouts, new Before(!loggingIn, !asking, refused));
    }

    private String sources() {
        return (settings.check().sysCreds() == null ? "--sys-creds, " : "") + "--server-conf or --account-jwt";
    }

    private void auth(AccountClaims auth) {
        String name = auth.name() + " (" + auth.id() + ")";
        if (!auth.isSigner(service.issuer())) {
            loggingIn = false;
            findings.fail(
                    "the service's credentials are signed by " + service.issuer() + ", which account " + name
                            + " does not list",
                    "make new credentials (nsc generate creds)");
        }
        if (!auth.isSigner(settings.issuer().publicKey())) {
            asking = false;
            issuer(auth, name);
        } else {
            findings.ok("issuer.seed is a key of account " + name);
        }
        held(auth, settings.issuers().subList(1, settings.issuers().size()), "issuer.seed");
        CalloutAuthorization callout = auth.authorization();
        if (callout == null) {
            asking = false;
            findings.fail(
                    "account " + name + " has no auth callout",
                    "nsc edit authcallout --account " + auth.name() + " --auth-user " + service.subject()
                            + " --allowed-account '*', then nsc push");
            return;
        }
        authUsers(auth, callout);
        limits(auth);
        XkeyCheck.run(settings, text(callout.xkey()), "account " + name, findings);
        settings.accounts().values().forEach(account -> allowed(auth, callout, account));
    }

    private void issuer(AccountClaims auth, String name) {
        Nkey issuer = settings.issuer().publicKey();
        AccountClaims owner = owner(issuer, auth.id());
        findings.fail(
                "issuer.seed is the key " + issuer + ", which is neither account " + name
                        + " nor one of its signing keys"
                        + (owner == null ? "" : ", but a key of account " + jwts.name(owner.id())),
                owner == null
                        ? "use one of these; a key that was added and is not pushed yet: nsc push -a " + auth.name()
                        : "set issuer.seed to a key of account " + auth.name() + "; the accounts need no change");
    }

    /** Keys that are held beside the one that signs; one that is not listed could not take its place. */
    private void held(AccountClaims claims, List<SigningKey> others, String path) {
        others.stream()
                .map(SigningKey::publicKey)
                .filter(key -> !claims.isSigner(key))
                .forEach(key -> findings.warn(
                        path + " holds the key " + key + ", which account " + claims.name() + " does not list",
                        "before it signs, add it: nsc edit account " + claims.name() + " --sk " + key
                                + ", then nsc push -a " + claims.name() + "; or remove it from the configuration"));
    }

    /** Another account that lists a key. */
    private @Nullable AccountClaims owner(Nkey key, Nkey except) {
        return jwts.first(account -> !account.id().equals(except) && account.isSigner(key));
    }

    private static @Nullable String text(@Nullable Nkey key) {
        return key == null ? null : key.text();
    }

    private void authUsers(AccountClaims auth, CalloutAuthorization callout) {
        if (callout.authUsers().contains(service.subject())) {
            findings.ok("the service's user is in auth_users of account " + auth.name());
        } else {
            loggingIn = false;
            findings.fail(
                    "the service's user " + service.subject() + " is not in auth_users of account " + auth.name()
                            + ", so that its own login waits for itself",
                    "set nats.creds to credentials of a user in auth_users" + users(callout)
                            + "; or, if this user is the service's and of nobody else, nsc edit authcallout --account "
                            + auth.name() + " --auth-user " + service.subject()
                            + ", then nsc push: from then on nats-server asks the callout about nobody who logs in as"
                            + " this user");
        }
        for (Sentinel sentinel : sentinels) {
            if (callout.authUsers().contains(sentinel.user())) {
                findings.fail(
                        "the sentinel's user " + sentinel.user() + " of " + sentinel.place()
                                + " is in auth_users of account " + auth.name()
                                + ", so that nats-server asks the callout about none of the clients that bring it",
                        "nsc edit authcallout --account " + auth.name() + " --rm-auth-user " + sentinel.user()
                                + ", then nsc push");
            }
        }
    }

    private static String users(CalloutAuthorization callout) {
        return callout.authUsers().isEmpty()
                ? ""
                : callout.authUsers().stream().map(Nkey::text).collect(Collectors.joining(", ", " (", ")"));
    }

    private void limits(AccountClaims auth) {
        tooFew(auth, "connections", "--conns", auth.limits().connections(), LEAST_CONNECTIONS);
        tooFew(auth, "subscriptions", "--subscriptions", auth.limits().subs(), LEAST_SUBSCRIPTIONS);
    }

    /** Instances and logins under way are connections of the AUTH account; an instance has ten subscriptions. */
    private void tooFew(AccountClaims auth, String what, String flag, long limit, int least) {
        if (limit >= 0 && limit < least) {
            findings.fail(
                    "account " + auth.name() + " may have " + limit + " " + what + ", too few for the service",
                    "nsc edit account " + auth.name() + " " + flag + " -1, then nsc push");
        }
    }

    private void allowed(AccountClaims auth, CalloutAuthorization callout, Account.Keyed account) {
        if (!callout.allows(account.id()) && !account.id().equals(auth.id())) {
            refused.add(account.name());
            findings.fail(
                    "account " + account.name() + " (" + account.id() + ") is not in allowed_accounts of account "
                            + auth.name() + ", so that the server refuses its users",
                    "nsc edit authcallout --account " + auth.name() + " --allowed-account " + account.id()
                            + ", then nsc push");
        }
    }

    private void application(Account.Keyed account, AccountClaims claims) {
        Account.Key key = account.key();
        int before = findings.list().size();
        if (key != null) {
            key(account, claims, key, null);
        }
        account.roles().forEach((role, roleKey) -> key(account, claims, roleKey, role));
        others(account, claims);
        if (findings.list().size() == before) {
            findings.ok("account " + account.name() + " lists our signing keys");
        }
    }

    private void others(Account.Keyed account, AccountClaims claims) {
        String path = "accounts." + account.name();
        if (account.key() != null) {
            held(claims, account.key().others(), path + ".signing_key");
        }
        account.roles().forEach((role, key) -> held(claims, key.others(), path + ".roles." + role + ".signing_key"));
    }

    private void key(Account.Keyed account, AccountClaims claims, Account.Key key, @Nullable String role) {
        Nkey signer = key.signer().publicKey();
        String which = "the signing key " + signer + (role == null ? "" : " of role " + role);
        if (!claims.isSigner(signer)) {
            unlisted(account, claims, key, role, which);
            return;
        }
        AccountSigningKey entry = claims.signingKey(signer);
        AccountSigningKey.Scope scope = entry == null ? null : entry.scope();
        if (key.scoped() != (scope != null)) {
            scopeDiffers(account, key, role, which);
            return;
        }
        if (scope != null && key.allowDots()) {
            TemplateCheck.run(account.name(), role, scope, findings);
        }
        if (role != null && scope != null && !role.equals(scope.role())) {
            findings.warn(
                    which + " has the role '" + scope.role() + "' in account " + account.name(),
                    "is it the right key?");
        }
    }

    private void unlisted(
            Account.Keyed account, AccountClaims claims, Account.Key key, @Nullable String role, String which) {
        if (role == null) {
            refused.add(account.name());
        }
        AccountClaims owner = owner(key.signer().publicKey(), account.id());
        if (owner == null) {
            findings.fail(
                    "account " + account.name() + " (" + account.id() + ") does not list " + which
                            + ", so that the server refuses its users",
                    listing(claims, key, role));
            return;
        }
        String path = "accounts." + account.name() + (role == null ? "" : ".roles." + role) + ".signing_key";
        String swapped = swapped(claims, owner);
        findings.fail(
                which + " of account " + account.name() + " is a signing key of account " + jwts.name(owner.id())
                        + (swapped == null
                                ? ""
                                : ", and that of " + swapped + " one of " + account.name() + ": the two are swapped")
                        + ", so that the server refuses its users",
                "correct " + path + " in the configuration" + (swapped == null ? "" : ", and the other's")
                        + "; the accounts need no change");
    }

    /** The name of the account that is configured with a key of this one, where its own key is configured for this one. */
    private @Nullable String swapped(AccountClaims claims, AccountClaims owner) {
        return settings.accounts().values().stream()
                .filter(other -> other.id().equals(owner.id()))
                .filter(other -> other.key() != null
                        && claims.isSigner(other.key().signer().publicKey()))
                .map(Account.Keyed::name)
                .findFirst()
                .orElse(null);
    }

    /**
     * How an account comes to list a key.
     * Never {@code nsc edit account --sk} for a scoped key: of one that is not pushed yet it would make a plain one, and
     * its template would be lost.
     */
    private static String listing(AccountClaims claims, Account.Key key, @Nullable String role) {
        Nkey signer = key.signer().publicKey();
        String push = "if it was added with nsc and not pushed yet: nsc push -a " + claims.name() + "; else ";
        if (!key.scoped()) {
            return push + "nsc edit account " + claims.name() + " --sk " + signer
                    + ", then nsc push; or configure a key that it lists";
        }
        return push + "add it with its template (nsc edit signing-key -a " + claims.name() + " --sk " + signer
                + " --role " + (role == null ? "NAME" : role) + " ...), then nsc push";
    }

    private void scopeDiffers(Account.Keyed account, Account.Key key, @Nullable String role, String which) {
        String remedy;
        if (role != null) {
            remedy = "give it its template (nsc edit signing-key -a " + account.name() + " --sk "
                    + key.signer().publicKey() + " --role " + role + " ...) and push, or configure the scoped key";
        } else if (key.scoped()) {
            remedy = "configure the scoped key, or set accounts." + account.name() + ".scoped to false";
        } else {
            remedy = "set accounts." + account.name() + ".scoped to true, or configure a key without scope";
        }
        findings.fail(
                key.scoped()
                        ? which + " is not a scoped key of account " + account.name()
                                + ", so that the server refuses users without limits of their own"
                        : which + " is a scoped key of account " + account.name()
                                + ", so that the server refuses users with permissions of their own",
                remedy);
    }
}
