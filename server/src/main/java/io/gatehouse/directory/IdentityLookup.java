package io.gatehouse.directory;

import org.jspecify.annotations.Nullable;

/** Tells who a user is without the user's credential, so that it can be noticed that somebody who is let in already has gone or changed. */
@FunctionalInterface
public interface IdentityLookup {
    /**
     * How a user is looked up; does no I/O. The answer is the one that a login by that name would have with the right credential: found
     * with the same identity; rejected where nobody may log in as the user until an administrator lets them; not mine where there is none.
     * What ends by itself, as a lockout after wrong passwords does, is none of that.
     *
     * @param user as a client calls itself
     * @return null when nobody here can be called so
     */
    @Nullable Lookup of(String user);
}
