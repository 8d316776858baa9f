package io.gatehouse.load.clients.engine;

import io.gatehouse.load.clients.policy.Library;
import io.gatehouse.load.clients.policy.Policy;
import io.gatehouse.load.clients.wire.Login;

/** What all clients of a crowd share. */
record Scene(Policy policy, Login login, Dialer dialer, Security security, Tally tally) {
    Library library() {
        return policy.library();
    }
}
