package io.gatehouse.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accounts that Gatehouse can place users in, by name and by public key. */
public final class Accounts {
    /** Config mode: every account name is taken; the server rejects those it does not have. */
    public static Accounts named(io.gatehouse.crypto.SigningKey issuer) {
        throw new UnsupportedOperationException();
    }

    /** Operator mode: these accounts and no others. */
    public static Accounts keyed(Map<String, Account.Keyed> accounts) {
        throw new UnsupportedOperationException();
    }

    /** The account of a name or public key, or null when there is none. */
    public @Nullable Account find(String nameOrKey) {
        throw new UnsupportedOperationException();
    }
}
