package io.gatehouse.policy.rule;

import java.util.List;

/**
 * Why a rule held for a login or did not.
 *
 * @param failing the conditions that kept it from holding, as they were written, such as {@code if.group: nurses}; none when it
 *     held
 */
public record RuleTrace(String rule, List<String> failing) {
    public RuleTrace {
        failing = List.copyOf(failing);
    }

    public boolean held() {
        return failing.isEmpty();
    }
}
