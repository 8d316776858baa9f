package io.gatehouse.service;

import io.gatehouse.policy.Policy;
import io.gatehouse.policy.SessionLimit;
import io.gatehouse.policy.account.AllowedAccounts;
import java.time.Clock;

/**
 * Makes what identities may by a configuration.
 *
 * @param allowed knows which account the service is in
 * @param certificates reads clients' certificates for rules
 */
record Policies(AllowedAccounts allowed, RuleCertificates certificates) {
    Policy of(GatehouseSettings settings) {
        return of(settings, settings.policy().sessions());
    }

    /** The same with sessions as long as they may be. */
    Policy withoutJitter(GatehouseSettings settings) {
        return of(settings, settings.policy().sessions().withoutJitter());
    }

    private Policy of(GatehouseSettings settings, SessionLimit sessions) {
        return new Policy(
                settings.placement(allowed.with(settings.policy().allowedAccounts())),
                Clock.systemUTC(),
                sessions,
                settings.policy().templateValues(),
                settings.policy().with(certificates));
    }
}
