package io.gatehouse.service.explain;

import io.gatehouse.policy.Policy;
import io.gatehouse.policy.account.AllowedAccounts;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.RuleCertificates;
import java.time.Clock;

/** The policy of a configuration, with sessions as long as they may be. */
final class ExplainedPolicy {
    private ExplainedPolicy() {}

    static Policy of(GatehouseSettings settings, Clock clock) {
        return new Policy(
                settings.placement(new AllowedAccounts(settings.policy().allowedAccounts())),
                clock,
                settings.policy().sessions().withoutJitter(),
                settings.policy().templateValues(),
                settings.policy().with(new RuleCertificates()));
    }
}
