package io.gatehouse.directory.users;

import io.gatehouse.policy.entitlement.Entitlement;
import java.util.HashMap;
import java.util.Map;

/** Interns values, so that users with equal permissions share them. */
final class Shared {
    private final Map<Object, Object> values = new HashMap<>();

    /** The first value that was equal to this one. */
    @SuppressWarnings("unchecked")
    <T> T one(T value) {
        Object first = values.putIfAbsent(value, value);
        return first == null ? value : (T) first;
    }

    /** The same entitlement, made of shared parts. */
    Entitlement parts(Entitlement of) {
        return new Entitlement(
                of.name(),
                one(of.account()),
                of.role() == null ? null : one(of.role()),
                one(of.permissions()),
                one(of.limits()),
                one(of.tags()),
                one(of.connectionTypes()),
                of.bearerToken(),
                of.proxyRequired(),
                of.disabled(),
                of.sessionTtl(),
                of.expiresAt());
    }

    /** How many different values there were. */
    int size() {
        return values.size();
    }
}
