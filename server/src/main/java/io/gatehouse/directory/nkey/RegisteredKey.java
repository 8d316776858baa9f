package io.gatehouse.directory.nkey;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.directory.users.FileUser;
import org.jspecify.annotations.Nullable;

/** A public nkey, and whose it is. */
record RegisteredKey(Nkey key, FileUser user) {
    /** An equal user that was read later has another version, and is another one's. */
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
        return other instanceof RegisteredKey that && user == that.user && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
