package io.gatehouse.revocation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What this instance remembers of users, and logins would be answered from. */
@FunctionalInterface
public interface Memory {
    /**
     * Forgets it: a login that comes later is not answered from it, nor from what is being looked up now.
     *
     * @param directory null for all directories
     * @param users by the names that everybody else knows; null for everybody
     */
    void forget(@Nullable String directory, @Nullable Set<String> users);

    /** The same, for who is started later as well, and would find what others have remembered until then. */
    default void revoke(@Nullable String directory, @Nullable Set<String> users) {
        forget(directory, users);
    }
}
