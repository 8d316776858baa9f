package io.gatehouse.directory.chain;

import io.gatehouse.claims.request.AuthorizationRequest;

/** Which logins a directory is asked about; does no I/O. */
@FunctionalInterface
public interface Match {
    /** Every login. */
    Match ALL = login -> true;

    boolean matches(AuthorizationRequest login);
}
