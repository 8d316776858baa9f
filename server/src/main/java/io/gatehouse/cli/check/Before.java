package io.gatehouse.cli.check;

import java.util.Set;

/**
 * What failed before the live server is looked at, and fails there again by the same mistake.
 *
 * @param loginFails whether the service's own login is known to fail
 * @param asksNothing whether the server is known to ask us nothing of the client that the check makes up
 * @param refused the accounts whose users the server is known to refuse
 */
record Before(boolean loginFails, boolean asksNothing, Set<String> refused) {
    static final Before NOTHING = new Before(false, false, Set.of());

    Before {
        refused = Set.copyOf(refused);
    }
}
