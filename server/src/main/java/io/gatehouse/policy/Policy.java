package io.gatehouse.policy;

import io.gatehouse.claims.AuthorizationRequest;
import java.time.Clock;

/**
 * Decides what an entitlement means for one request, and enforces what nats-server does not enforce on a callout's user
 * JWT: source addresses and connection types, and with a scoped key the hours too.
 */
public final class Policy {
    public Policy(Accounts accounts, Clock clock) {
        throw new UnsupportedOperationException();
    }

    /** Makes ready what every login with this entitlement shares: the account's key and the encoded claims. */
    public Grant prepare(Entitlement entitlement) {
        throw new UnsupportedOperationException();
    }

    /** Decides for one request. */
    public Verdict decide(Grant grant, AuthorizationRequest request) {
        throw new UnsupportedOperationException();
    }
}
