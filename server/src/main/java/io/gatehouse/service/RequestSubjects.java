package io.gatehouse.service;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.files.RegularFile;
import io.gatehouse.nats.NatsSettings.Login;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom requests are for: nats-server writes the callout's issuer (config mode) or the AUTH account (operator mode) into their
 * {@code sub}. The AUTH account is the one that the service's own credentials belong to, or that {@code issuer.account} names.
 */
public final class RequestSubjects {
    private RequestSubjects() {}

    /** The public keys; empty when the AUTH account cannot be known, so that requests for any are taken. */
    public static Set<String> of(GatehouseSettings settings) {
        Set<String> issuers = settings.issuers().stream()
                .map(issuer -> issuer.publicKey().text())
                .collect(Collectors.toUnmodifiableSet());
        if (!settings.operatorMode()) {
            return issuers;
        }
        Set<String> subjects = new HashSet<>();
        add(settings.issuerAccount(), subjects);
        add(accountOf(settings.nats().login()), subjects);
        if (!subjects.isEmpty()) {
            subjects.addAll(issuers);
        }
        return subjects;
    }

    /** The one that most requests are for: in operator mode the AUTH account, where it is known. */
    public static String first(GatehouseSettings settings) {
        String first = settings.issuer().publicKey().text();
        Nkey account = settings.issuerAccount();
        if (account != null || !settings.operatorMode()) {
            return account == null ? first : account.text();
        }
        Nkey ours = accountOf(settings.nats().login());
        return ours == null ? first : ours.text();
    }

    private static void add(@Nullable Nkey account, Set<String> subjects) {
        if (account != null) {
            subjects.add(account.text());
        }
    }

    private static @Nullable Nkey accountOf(Login login) {
        if (!(login instanceof Login.Creds creds)) {
            return null;
        }
        try {
            return CredsFile.parse(RegularFile.text(creds.file())).token().account();
        } catch (IOException | IllegalArgumentException | ClaimsException e) {
            // The connection tells what is wrong with them.
            return null;
        }
    }
}
