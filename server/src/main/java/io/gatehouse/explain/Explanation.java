package io.gatehouse.explain;

import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.chain.DirectoryAnswer;
import io.gatehouse.pipeline.Decision;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.rule.RuleTrace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a login ends as it does.
 *
 * @param way how the login was given
 * @param decision what it ends with
 * @param directories what became of it at each directory; empty when no directory was asked
 * @param rules of each rule whether it held; empty when no identity was found
 * @param granted what nats-server would be told; null when the login is not granted
 */
public record Explanation(
        Way way,
        Decision decision,
        List<DirectoryAnswer> directories,
        List<RuleTrace> rules,
        @Nullable GrantedClaims granted) {
    public Explanation {
        directories = List.copyOf(directories);
        rules = List.copyOf(rules);
    }

    /** How a login is given. */
    public enum Way {
        CREDENTIALS,
        /** By an identity that no directory was asked about. */
        ASSUMED,
        /** As a request that nats-server has sent. */
        CAPTURED
    }

    public Verdict verdict() {
        return decision.verdict();
    }

    /** The name of the identity that is assumed; empty where none is. */
    String assumedName() {
        return directories.stream()
                .map(DirectoryAnswer::result)
                .filter(Found.class::isInstance)
                .map(result -> ((Found) result).identity().name())
                .findFirst()
                .orElse("");
    }

    /** What a command ends with that was asked for it. */
    public int exitCode() {
        if (verdict() instanceof Verdict.Granted) {
            return ExplainExitCode.GRANTED;
        }
        return verdict() instanceof Verdict.Denied ? ExplainExitCode.DENIED : ExplainExitCode.NO_ANSWER;
    }
}
