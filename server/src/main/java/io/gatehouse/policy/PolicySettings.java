package io.gatehouse.policy;

import io.gatehouse.policy.account.AllowedAccounts;
import java.util.List;

/**
 * Bounds for all users, whatever directories state.
 *
 * @param allowedAccounts config mode: where users may be placed ({@link AllowedAccounts}); empty in operator mode
 * @param sessions the longest session
 */
public record PolicySettings(List<String> allowedAccounts, SessionLimit sessions) {
    public PolicySettings {
        allowedAccounts = List.copyOf(allowedAccounts);
    }
}
