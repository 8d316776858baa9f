package io.gatehouse.policy.account;

import io.gatehouse.config.Given;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accounts of operator mode: a section of the file, or a list on the command line or in the environment. */
public final class AccountsSection {
    private static final String NAME = "accounts";

    /** The list. */
    public static final Key<String> LIST = Key.of(NAME, "PUBLIC_KEY:FILE_OR_SEED, comma-separated", "", Given::text)
            .holdingSecret()
            .help("Operator mode: the accounts that users can be placed in. In the file a section with the keys below"
                    + " for each account; in the environment and as an option a list. An account of a list is named"
                    + " after its key file (`keys/APP1.nk` is APP1). No accounts at all means config mode.")
            .option(
                    "LIST",
                    "Operator mode: the accounts' signing keys, as ACCOUNT_PUBLIC_KEY:SEED, comma-separated. An account is"
                            + " named after its key file: APP1.nk is APP1.",
                    "--signing-keys");

    private static final Key<Nkey> ID = Key.publicKey("id", NkeyKind.ACCOUNT)
            .help("The account's public key. `*` is the name that directories use for the account. Required.");
    private static final Key<List<SigningKey>> SIGNING_KEY = Key.signingKeys("signing_key", NkeyKind.ACCOUNT)
            .help(
                    "The account's own key or, better, one of its signing keys; for users without a role. Of several keys the"
                            + " first signs, and the others are [held beside it](#keys).");
    private static final Key<Boolean> SCOPED = Key.flag("scoped", false)
            .help("Whether the account's JWT gives that signing key a scope. User JWTs then carry no permissions of"
                    + " their own.");
    private static final Key<Boolean> ALLOW_DOTS = Key.flag("allow_dots", false)
            .help("With `scoped`: whether names and tags of this key's users may have dots, as e-mail addresses do."
                    + " Safe only when the scope's template takes [neither names nor"
                    + " tags](users-json.md#roles-scoped-signing-keys), which `gatehouse check` looks at.");
    private static final Key<List<SigningKey>> ROLE_SIGNING_KEY = Key.signingKeys("signing_key", NkeyKind.ACCOUNT)
            .help(
                    "Scoped signing key for the users of a role, or several as above. The second `*` is the name of the role.");
    private static final Key<Boolean> ROLE_ALLOW_DOTS =
            Key.flag("allow_dots", false).help("The same as `allow_dots` above for the role's key.");
    private static final Section ROLES =
            Section.of("roles", Section.of(Section.EACH, ROLE_SIGNING_KEY, ROLE_ALLOW_DOTS));

    /** The keys of each account. */
    public static final Section SECTION =
            Section.of(NAME, Section.of(Section.EACH, ID, SIGNING_KEY, SCOPED, ALLOW_DOTS, ROLES));

    private AccountsSection() {}

    /** The accounts by name; empty in config mode. */
    public static Map<String, Account.Keyed> read(Values root) {
        Map<String, Account.Keyed> accounts = new LinkedHashMap<>();
        Given list = root.given(LIST);
        if (list != null) {
            readList(root, list, accounts);
            return accounts;
        }
        Values all = root.in(SECTION);
        for (String name : all.names()) {
            Account.Keyed account = account(name, all.in(name));
            if (account != null) {
                accounts.put(name, account);
            }
        }
        return accounts;
    }

    private static Account.@Nullable Keyed account(String name, Values in) {
        Map<String, Account.Key> roles = roles(in.in(ROLES));
        Nkey id = in.find(ID, "write the account's public key (A...)");
        List<SigningKey> signers = roles.isEmpty()
                ? in.find(SIGNING_KEY, "give the account a signing key, or roles")
                : in.find(SIGNING_KEY);
        boolean scoped = in.get(SCOPED);
        boolean allowDots = in.get(ALLOW_DOTS);
        if (allowDots && !scoped) {
            // Of no effect without a scope, so that who sets it meant something else.
            in.problem(ALLOW_DOTS, "is for scoped keys, and this key is not: remove it, or set scoped");
        }
        Account.Key key = signers == null ? null : Account.Key.of(signers, scoped, allowDots);
        return id == null ? null : new Account.Keyed(name, id, key, roles);
    }

    private static Map<String, Account.Key> roles(Values all) {
        Map<String, Account.Key> roles = new LinkedHashMap<>();
        for (String role : all.names()) {
            Values in = all.in(role);
            List<SigningKey> signers = in.find(ROLE_SIGNING_KEY, "give the role its scoped signing key");
            if (signers != null) {
                roles.put(role, Account.Key.of(signers, true, in.get(ROLE_ALLOW_DOTS)));
            }
        }
        return roles;
    }

    private static void readList(Values root, Given list, Map<String, Account.Keyed> accounts) {
        String text = root.parse(LIST, list);
        if (text == null) {
            return;
        }
        for (String part : text.split(",", -1)) {
            int colon = part.indexOf(':');
            if (colon < 0) {
                if (!part.isBlank()) {
                    root.problem(
                            list, "each part must be ACCOUNT_PUBLIC_KEY:FILE_OR_SEED; the colon is missing in one");
                }
                continue;
            }
            String seed = part.substring(colon + 1).strip();
            Nkey id = root.parse(ID, list.with(part.substring(0, colon)));
            List<SigningKey> signers = root.parse(SIGNING_KEY, list.with(seed));
            if (id != null && signers != null) {
                Account.Key key = Account.Key.of(signers, false, false);
                Account.Keyed account = new Account.Keyed(name(id, seed), id, key, Map.of());
                if (accounts.putIfAbsent(account.name(), account) != null) {
                    root.problem(list, "the account " + account.name() + " is given twice");
                }
            }
        }
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
