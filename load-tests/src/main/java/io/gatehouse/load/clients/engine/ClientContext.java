package io.gatehouse.load.clients.engine;

import io.gatehouse.load.clients.policy.ClientLibrary;
import io.gatehouse.load.clients.policy.ReconnectPolicy;
import io.gatehouse.load.clients.wire.LoginWriter;

/** What all clients of a group share. */
record ClientContext(
        ReconnectPolicy policy, LoginWriter login, Dialer dialer, Security security, ClientCounters counters) {
    ClientLibrary library() {
        return policy.library();
    }
}
