package io.gatehouse.directory.token;

import io.gatehouse.directory.users.FileUser;
import org.jspecify.annotations.Nullable;

/** Where the records of tokens are looked up, in memory. */
@FunctionalInterface
interface TokenSource {
    /** The record of the token with this id, whose password is the token's hash; null when there is none. */
    @Nullable FileUser find(String id);
}
