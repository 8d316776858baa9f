package io.gatehouse.config;

import io.gatehouse.config.Layers.Found;
import io.gatehouse.config.Value.Scalar;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.Secret;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.account.Account;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the accounts of operator mode: a section of the file, or a list on the command line or in the environment. */
final class AccountsReading {
    private final Reading reading;
    private final SecretReading secrets;

    AccountsReading(Reading reading, SecretReading secrets) {
        this.reading = reading;
        this.secrets = secrets;
    }

    /** The accounts by name; empty in config mode. */
    Map<String, Account.Keyed> read() {
        Found found = reading.find(Key.ACCOUNTS);
        if (found != null && found.value() instanceof Scalar scalar) {
            return fromList(found, scalar.text());
        }
        Map<String, Account.Keyed> accounts = new LinkedHashMap<>();
        for (String name : reading.layers().namesBelow(Key.ACCOUNTS.segments())) {
            Account.Keyed account = account(name);
            if (account != null) {
                accounts.put(name, account);
            }
        }
        return accounts;
    }

    private Account.@Nullable Keyed account(String name) {
        Found idFound = reading.find(Key.ACCOUNTS_ID, name);
        Found keyFound = reading.find(Key.ACCOUNTS_SIGNING_KEY, name);
        Map<String, Account.Key> roles = roles(name);
        if (idFound == null) {
            missing(name, "id", "write the account's public key (A...)");
        }
        if (keyFound == null && roles.isEmpty()) {
            missing(name, "signing_key", "give the account a signing key, or roles");
        }
        Nkey id = secrets.publicKey(idFound, NkeyKind.ACCOUNT);
        SigningKey signer = secrets.signingKey(keyFound, NkeyKind.ACCOUNT);
        boolean scoped = reading.flag(Key.ACCOUNTS_SCOPED, name);
        boolean allowDots = allowDots(Key.ACCOUNTS_ALLOW_DOTS, scoped, name);
        Account.Key key = signer == null ? null : new Account.Key(signer, scoped, allowDots);
        return id == null ? null : new Account.Keyed(name, id, key, roles);
    }

    private Map<String, Account.Key> roles(String account) {
        Map<String, Account.Key> roles = new LinkedHashMap<>();
        for (String role : reading.layers().namesBelow(List.of("accounts", account, "roles"))) {
            Found found = reading.find(Key.ACCOUNTS_ROLES_SIGNING_KEY, account, role);
            SigningKey signer = secrets.signingKey(found, NkeyKind.ACCOUNT);
            if (signer != null) {
                roles.put(
                        role,
                        new Account.Key(signer, true, allowDots(Key.ACCOUNTS_ROLES_ALLOW_DOTS, true, account, role)));
            } else if (found == null) {
                missing(account, "roles." + role + ".signing_key", "give the role its scoped signing key");
            }
        }
        return roles;
    }

    /** Of no effect without a scope, so that someone who sets it there meant something else. */
    private boolean allowDots(Key key, boolean scoped, String... names) {
        boolean allowed = reading.flag(key, names);
        Found found = reading.find(key, names);
        if (found != null && allowed && !scoped) {
            reading.problems()
                    .add(
                            found.where(),
                            found.path(),
                            "is for scoped keys, and this key is not: remove it, or set scoped");
        }
        return allowed;
    }

    private void missing(String account, String key, String advice) {
        List<String> section = List.of("accounts", account);
        reading.problems().missing(reading.layers().origin(section), "accounts." + account + "." + key, advice);
    }

    private Map<String, Account.Keyed> fromList(Found found, String text) {
        Map<String, Account.Keyed> accounts = new LinkedHashMap<>();
        for (String part : parts(text)) {
            int colon = part.indexOf(':');
            if (colon < 0) {
                reading.problems()
                        .add(
                                found.where(),
                                found.path(),
                                "each part must be ACCOUNT_PUBLIC_KEY:FILE_OR_SEED; the colon is missing in one");
                continue;
            }
            Account.Keyed account = listed(found, part.substring(0, colon), part.substring(colon + 1));
            if (account != null && accounts.putIfAbsent(account.name(), account) != null) {
                reading.problems()
                        .add(found.where(), found.path(), "the account " + account.name() + " is given twice");
            }
        }
        return accounts;
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    private Account.@Nullable Keyed listed(Found found, String idText, String seedText) {
        Nkey id = secrets.publicKey(found, idText, NkeyKind.ACCOUNT);
        Secret seed = found.scalar() == null ? null : secrets.seed(found, found.scalar(), seedText);
        SigningKey signer = seed == null ? null : secrets.signingKey(found, seed, NkeyKind.ACCOUNT);
        if (id == null || signer == null) {
            return null;
        }
        return new Account.Keyed(name(id, seedText), id, new Account.Key(signer, false), Map.of());
    }

    /** {@code keys/APP1.nk} names the account APP1; a literal seed leaves it with its public key for a name. */
    private static String name(Nkey id, String seedText) {
        try {
            Path fileName = Path.of(seedText).getFileName();
            String base = fileName == null ? "" : fileName.toString().split("\\.", 2)[0];
            boolean literal = base.isEmpty() || (base.length() == 58 && base.startsWith("S"));
            return literal ? id.text() : base;
        } catch (InvalidPathException e) {
            return id.text();
        }
    }
}
