package io.gatehouse.service.explain;

import io.gatehouse.directory.chain.DirectoryAnswer;
import io.gatehouse.pipeline.Decision;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.rule.RuleTrace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a login ends as it does.
 *
 * @param decision what it ends with
 * @param directories what became of it at each directory; empty when no directory was asked
 * @param rules of each rule whether it held; empty when no identity was found
 * @param granted what nats-server would be told; null when the login is not granted
 */
public record Explanation(
        Decision decision,
        List<DirectoryAnswer> directories,
        List<RuleTrace> rules,
        @Nullable GrantedClaims granted) {
    public Explanation {
        directories = List.copyOf(directories);
        rules = List.copyOf(rules);
    }

    public Verdict verdict() {
        return decision.verdict();
    }
}
