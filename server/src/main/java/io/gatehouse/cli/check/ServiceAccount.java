package io.gatehouse.cli.check;

import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.service.GatehouseSettings;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Operator mode: whether the service's credentials are of the account that the callout is in. That account lists
 * issuer.seed's key, has the callout, and is never the system account.
 */
final class ServiceAccount {
    private final GatehouseSettings settings;
    private final Nkey ours;
    private final AccountJwts jwts;
    private final Findings findings;

    ServiceAccount(GatehouseSettings settings, UserToken service, AccountJwts jwts, Findings findings) {
        this.settings = settings;
        this.ours = service.account();
        this.jwts = jwts;
        this.findings = findings;
    }

    /** Returns false, and says so, when the credentials are known to be of another account. */
    boolean isCallouts() {
        if (!jwts.isSystem(ours) && !isAnother()) {
            return true;
        }
        AccountClaims callouts = callouts();
        findings.fail(
                "the service's credentials are of a user of account " + jwts.name(ours)
                        + (jwts.isSystem(ours) ? ", the system account" : "") + ", and " + where(callouts),
                remedy(callouts == null ? "AUTH" : callouts.name()));
        return false;
    }

    /** How to come to credentials of the right account. */
    static String remedy(String account) {
        return "set nats.creds to credentials of a user of the callout's account (nsc generate creds --account "
                + account + " --name USER)";
    }

    private boolean isAnother() {
        AccountClaims claims = jwts.find(ours);
        if (claims == null) {
            Nkey configured = settings.issuerAccount();
            return signersCallout() != null || (configured != null && !configured.equals(ours));
        }
        boolean signs = claims.isSigner(settings.issuer().publicKey());
        return !signs && (claims.authorization() == null || signersCallout() != null);
    }

    private String where(@Nullable AccountClaims callouts) {
        if (callouts != null) {
            return "the callout is in account " + jwts.name(callouts.id());
        }
        Nkey issuer = settings.issuer().publicKey();
        AccountClaims signer = others(account -> account.isSigner(issuer));
        if (signer != null) {
            return "issuer.seed is a key of account " + jwts.name(signer.id());
        }
        Nkey configured = settings.issuerAccount();
        return configured == null || configured.equals(ours)
                ? "the callout must be in the account of issuer.seed, whose key is " + issuer
                : "the callout is in account " + jwts.name(configured) + " by issuer.account";
    }

    private @Nullable AccountClaims callouts() {
        AccountClaims signers = signersCallout();
        return signers == null ? others(account -> account.authorization() != null) : signers;
    }

    /** Another account that has a callout and lists issuer.seed's key. */
    private @Nullable AccountClaims signersCallout() {
        Nkey issuer = settings.issuer().publicKey();
        return others(account -> account.isSigner(issuer) && account.authorization() != null);
    }

    private @Nullable AccountClaims others(Predicate<AccountClaims> wanted) {
        return jwts.first(account -> !account.id().equals(ours) && wanted.test(account));
    }
}
