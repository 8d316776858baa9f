package io.gatehouse.policy.rule;

import io.gatehouse.policy.entitlement.Entitlement;
import org.jspecify.annotations.Nullable;

/**
 * What an identity may by the rules that hold for a login and by what its directory states.
 *
 * @param session how long a session lasts; null for no end
 */
public record RuledRights(Entitlement entitlement, @Nullable SessionLength session) {}
