package io.gatehouse.directory.chain;

import io.gatehouse.claims.request.AuthorizationRequest;
import java.util.List;
import java.util.Set;

/** Which logins a directory is asked about; does no I/O. */
@FunctionalInterface
public interface Match {
    /** Every login. */
    Match ALL = login -> true;

    boolean matches(AuthorizationRequest login);

    /** What a login does not fit, as it is configured, such as {@code match.user: a*}; empty for one that matches. */
    default List<String> unmatched(AuthorizationRequest login) {
        return matches(login) ? List.of() : List.of("match");
    }

    /** Whether it looks at the client's TLS state. */
    default boolean readsTls() {
        return false;
    }

    /**
     * Whether it may take a login of this user, as far as the name tells.
     *
     * @param user in the form of the directory's names
     */
    default boolean mayTake(String user) {
        return true;
    }

    /** Whether both may take a login of one user name. */
    default boolean sharesUsersWith(Match other) {
        return true;
    }

    /**
     * Whether it takes any login at all.
     *
     * @param subjects public keys: what requests can be for
     */
    default boolean takesAnyFor(Set<String> subjects) {
        return true;
    }
}
