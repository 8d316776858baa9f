package io.gatehouse.cli.check.live;

import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserJwt;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.nats.ClientLogin;
import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.account.AllowedAccounts;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.transport.Preflight.LoginResult;
import io.gatehouse.transport.Probe;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where nobody answers yet: lets a client of its own, who may do nothing, into each account for a moment, and sees whether
 * the server takes it. Scoped keys are left out: what their templates ask for is not known here.
 */
public final class PlacementCheck {
    private static final long SESSION_SECONDS = 10;

    /** How many accounts of users.json are tried in config mode. */
    private static final int MAX_ACCOUNTS = 20;

    private final GatehouseSettings settings;
    private final @Nullable Nkey auth;
    private final Set<String> refused;
    private final Clock clock;
    private final Findings findings;
    private boolean told;

    /** @param refused the accounts whose users the server is known to refuse */
    public PlacementCheck(
            GatehouseSettings settings, @Nullable Nkey auth, Set<String> refused, Clock clock, Findings findings) {
        this.refused = Set.copyOf(refused);
        this.settings = settings;
        this.auth = auth;
        this.clock = clock;
        this.findings = findings;
    }

    public void run(Probe probe, @Nullable CheckedUsers users) throws NoConnectionException {
        if (settings.operatorMode()) {
            for (Account.Keyed account : settings.accounts().values()) {
                keyed(probe, account);
            }
        } else if (users != null) {
            AllowedAccounts allowed = new AllowedAccounts(settings.policy().allowedAccounts());
            for (String account : users.accounts().stream()
                    .filter(allowed::allows)
                    .limit(MAX_ACCOUNTS)
                    .toList()) {
                named(probe, account);
            }
        }
    }

    private void keyed(Probe probe, Account.Keyed account) throws NoConnectionException {
        Account.Key key = account.key();
        if (key == null || key.scoped()) {
            return;
        }
        if (refused.contains(account.name())) {
            findings.skip(
                    "whether nats-server lets a user into account " + account.name(), "its failure above says why not");
            return;
        }
        Nkey signer = key.signer().publicKey();
        Nkey issuerAccount = account.id().equals(signer) ? null : account.id();
        LoginResult result = login(probe, key.signer(), null, issuerAccount);
        if (result.accepted()) {
            findings.ok("nats-server lets a user into account " + account.name());
        } else if (!mayNotAnswer(result)) {
            findings.fail(
                    "nats-server refuses a user of account " + account.name() + " (" + account.id() + "), signed by "
                            + signer,
                    "the account is not in allowed_accounts of the callout, or does not list the signing key; the"
                            + " server's log says which");
        }
    }

    private void named(Probe probe, String account) throws NoConnectionException {
        LoginResult result = login(probe, settings.issuer(), account, null);
        if (result.accepted()) {
            findings.ok("nats-server lets a user into account " + account);
        } else if (!mayNotAnswer(result)) {
            findings.fail(
                    "nats-server refuses a user of account " + account,
                    "the server has no such account, or issuer.seed is not the callout's issuer; the server's log says"
                            + " which");
        }
    }

    private boolean mayNotAnswer(LoginResult result) {
        if (result.mayNotAnswer() && !told) {
            findings.fail(
                    "the service's user may not publish answers, so that nobody is let in",
                    "allow it to publish to $SYS._INBOX.>, or allow_responses, in the user's permissions");
            told = true;
        }
        return result.mayNotAnswer();
    }

    private LoginResult login(Probe probe, SigningKey signer, @Nullable String audience, @Nullable Nkey issuerAccount)
            throws NoConnectionException {
        Sealing sealing = new Sealing(settings.xkeys());
        ClientLogin client = ProbeClient.fresh(auth, settings.issuer(), clock);
        UserClaims claims =
                new UserClaims("gatehouse-check", audience, issuerAccount, ProbeClient.MAY_DO_NOTHING, List.of());
        return probe.login(client, observed -> {
            Sealing.Opened opened = sealing.open(observed);
            AuthorizationRequest request = opened.claims();
            if (request == null || !client.user().equals(request.connect().user())) {
                return null;
            }
            SigningKey issuer = settings.issuer(request.subject());
            UserJwt userJwt = new UserJwt(claims, audience == null ? signer : issuer);
            ResponseJwt response = new ResponseJwt(issuer, settings.issuerAccount());
            return opened.seal(grant(request, userJwt, response));
        });
    }

    private byte[] grant(AuthorizationRequest request, UserJwt userJwt, ResponseJwt response) {
        long now = clock.instant().getEpochSecond();
        byte[] user = userJwt.sign(request.userNkey(), now, now + SESSION_SECONDS);
        return response.granted(request.userNkey(), request.server().id(), user, now);
    }
}
