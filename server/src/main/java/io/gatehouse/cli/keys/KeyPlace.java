package io.gatehouse.cli.keys;

import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.config.SecretSource;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.account.Account;
import io.gatehouse.service.GatehouseSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A place of the configuration that has a key, or several.
 *
 * @param name as {@code gatehouse keys status} tells it
 * @param kind of which its keys are
 * @param account operator mode: the account whose JWT names them; null in config mode
 * @param accountName what the account is called here
 * @param role whose keys they are; empty for none
 * @param scoped whether the account's JWT must give them a scope
 * @param keys their public halves, of which the first signs
 * @param file what they are written in; null where that is not one file
 */
record KeyPlace(
        String name,
        NkeyKind kind,
        @Nullable Nkey account,
        String accountName,
        String role,
        boolean scoped,
        List<Nkey> keys,
        @Nullable Path file) {
    static final String ISSUER = "issuer.seed";
    static final String XKEY = "xkey.seed";

    KeyPlace {
        keys = List.copyOf(keys);
    }

    /**
     * The place with a name.
     *
     * @throws RecordsFailure when the configuration has none; the message names those that there are; and in operator mode when
     *     its account cannot be told
     */
    static KeyPlace of(GatehouseSettings settings, String name) {
        List<KeyPlace> all = all(settings);
        KeyPlace found = all.stream()
                .filter(place -> place.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new RecordsFailure("the configuration has no keys at " + name + "; it has them at "
                        + String.join(", ", all.stream().map(KeyPlace::name).toList())));
        if (found.account == null && settings.operatorMode()) {
            throw new RecordsFailure("the account of the keys at " + name + " is not known: nats.creds cannot be used."
                    + " Correct that (gatehouse check says how), or set issuer.account; nothing was changed");
        }
        return found;
    }

    private static List<KeyPlace> all(GatehouseSettings settings) {
        List<KeyPlace> all = new ArrayList<>();
        Nkey auth = settings.operatorMode() ? CredsUsers.auth(settings) : null;
        List<Nkey> issuers =
                settings.issuers().stream().map(SigningKey::publicKey).toList();
        all.add(place(settings, ISSUER, NkeyKind.ACCOUNT, auth, "AUTH", "", false, issuers));
        if (!settings.xkeys().isEmpty()) {
            List<Nkey> xkeys =
                    settings.xkeys().stream().map(CurveKey::publicKey).toList();
            all.add(place(settings, XKEY, NkeyKind.CURVE, auth, "AUTH", "", false, xkeys));
        }
        settings.accounts().values().forEach(account -> {
            String name = "accounts." + account.name();
            Account.Key own = account.key();
            if (own != null) {
                all.add(place(
                        settings,
                        name + ".signing_key",
                        NkeyKind.ACCOUNT,
                        account.id(),
                        account.name(),
                        "",
                        own.scoped(),
                        keys(own)));
            }
            account.roles()
                    .forEach((role, key) -> all.add(place(
                            settings,
                            name + ".roles." + role + ".signing_key",
                            NkeyKind.ACCOUNT,
                            account.id(),
                            account.name(),
                            role,
                            true,
                            keys(key))));
        });
        return all;
    }

    private static List<Nkey> keys(Account.Key key) {
        return Stream.concat(Stream.of(key.signer()), key.others().stream())
                .map(SigningKey::publicKey)
                .toList();
    }

    private static KeyPlace place(
            GatehouseSettings settings,
            String name,
            NkeyKind kind,
            @Nullable Nkey account,
            String accountName,
            String role,
            boolean scoped,
            List<Nkey> keys) {
        List<SecretSource> sources = settings.secrets().stream()
                .filter(source -> source.path().equals(name))
                .distinct()
                .toList();
        Path file = sources.size() == 1 ? sources.get(0).file() : null;
        return new KeyPlace(name, kind, account, accountName, role, scoped, keys, file);
    }

    boolean isXkey() {
        return kind == NkeyKind.CURVE;
    }

    /** The key that signs. */
    Nkey signer() {
        return keys.get(0);
    }

    /**
     * A key of the kind of this place, from its text.
     *
     * @throws RecordsFailure when it is none
     */
    Nkey parse(String key) {
        try {
            return Nkey.parse(key, kind);
        } catch (NkeyException e) {
            throw new RecordsFailure("a public key of the kind at " + name + " is needed: " + e.getMessage());
        }
    }

    /** The file of its keys where that is changed here; null where somebody else must do it. */
    @Nullable KeyFile changed(PrintWriter out) {
        KeyFile keyFile = file == null ? null : new KeyFile(file, out);
        return keyFile != null && keyFile.isChangedHere() ? keyFile : null;
    }

    /** What its keys are in, for whoever must change it. */
    String where() {
        return file == null ? name : file + " (" + name + ")";
    }
}
