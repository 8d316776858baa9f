package io.gatehouse.directory.users;

import io.gatehouse.policy.Identity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a service answers about one login.
 *
 * @param reason a word for our own log; empty where there is none
 * @param expiresAt when the answer ends, and the session with it; null for never
 * @param user who is let in; says nothing where nobody is
 */
public record UserAnswer(
        Result result, String reason, @Nullable Instant expiresAt, FileUser user) {
    /** What becomes of the login. */
    public enum Result {
        /** It is this user, and the credential is right. */
        ALLOW,
        /** It is refused. */
        DENY,
        /** The service does not know the user. */
        IGNORE
    }

    /** Who is let in, until the answer or the user ends, whatever is first. */
    public Identity identity(String directory) {
        Identity who = user.identity(directory);
        Instant end = who.expiresAt();
        if (expiresAt == null || (end != null && end.isBefore(expiresAt))) {
            return who;
        }
        return new Identity(directory, who.name(), who.attributes(), who.groups(), who.entitlement(), expiresAt);
    }
}
