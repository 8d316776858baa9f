package io.gatehouse.revocation.poll;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The users of one directory that can be asked about them. */
public interface PolledUsers {
    /** The name of the directory. */
    String directory();

    /** The same text in each instance that is configured to ask the directory the same, and understands its answers in the same way. */
    String meaning();

    /**
     * Asks about a user; fails where that cannot be told.
     *
     * @param user as a client calls itself
     */
    CompletableFuture<PollAnswer> ask(String user);

    /** Asks whether the directory can answer at all, and whether it still sees its users; fails where not. */
    CompletableFuture<Void> probe();

    /** What the directory may call a user whose session servers call so; null where it is none of its users. */
    @Nullable String userOf(String session);

    /** What servers may call the sessions of a user. */
    Set<String> sessionsOf(String name);

    /**
     * Ends the sessions of a user.
     *
     * @param name by which everybody else knows the user
     * @param mayLogIn whether the user comes back with other rights
     */
    void revoke(String name, boolean mayLogIn);
}
