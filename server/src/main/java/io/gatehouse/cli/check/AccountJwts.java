package io.gatehouse.cli.check;

import io.gatehouse.claims.AccountClaims;
import io.gatehouse.claims.ClaimsException;
import io.gatehouse.config.FileErrors;
import io.gatehouse.config.GatehouseSettings;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.policy.Account;
import io.gatehouse.transport.NoConnectionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The accounts as the server has them: asked of the server, else from files, else from its configuration. */
final class AccountJwts {
    private final Map<Nkey, AccountClaims> known = new HashMap<>();

    private AccountJwts() {}

    static AccountJwts gather(
            GatehouseSettings settings,
            @Nullable Nkey auth,
            @Nullable ServerConf conf,
            Probe.@Nullable Source live,
            Findings findings) {
        AccountJwts jwts = new AccountJwts();
        Path sysCreds = settings.check().sysCreds();
        if (live != null && sysCreds != null) {
            jwts.ask(settings, auth, live, sysCreds, findings);
        }
        for (Path file : settings.check().accountJwts()) {
            jwts.read(file, findings);
        }
        if (conf != null) {
            conf.accountJwts().forEach(jwt -> jwts.add(jwt, "server configuration", findings));
        }
        return jwts;
    }

    private void ask(
            GatehouseSettings settings, @Nullable Nkey auth, Probe.Source live, Path sysCreds, Findings findings) {
        Set<Nkey> wanted = new LinkedHashSet<>();
        if (auth != null) {
            wanted.add(auth);
        }
        settings.accounts().values().stream().map(Account.Keyed::id).forEach(wanted::add);
        try {
            for (Nkey account : wanted) {
                String jwt = live.accountJwt(settings.nats(), sysCreds, account.text());
                if (jwt != null) {
                    add(jwt, "server", findings);
                }
            }
        } catch (NoConnectionException e) {
            if (e.reason() != NoConnectionException.Reason.UNREACHABLE) {
                findings.warn(
                        sysCreds + ": the account JWTs cannot be looked up with these credentials, " + e.getMessage(),
                        "give credentials of a user of the system account");
            } else {
                findings.skip(
                        "what the server has for account JWTs",
                        e.getMessage() + "; where it runs, " + sysCreds + " must be of a user of the system account");
            }
        }
    }

    private void read(Path file, Findings findings) {
        try {
            add(Files.readString(file).strip(), file.toString(), findings);
        } catch (IOException e) {
            findings.fail(file + ": cannot be read: " + FileErrors.words(e));
        }
    }

    private void add(String jwt, String source, Findings findings) {
        try {
            AccountClaims claims = AccountClaims.decode(jwt);
            known.putIfAbsent(claims.id(), claims);
        } catch (ClaimsException e) {
            findings.warn(source + ": an account JWT cannot be read (" + e.getMessage() + ")");
        }
    }

    /** An account as the server has it; null when nothing tells. */
    @Nullable AccountClaims find(Nkey account) {
        return known.get(account);
    }
}
