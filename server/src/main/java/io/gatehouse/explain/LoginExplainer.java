package io.gatehouse.explain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Xkeys;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.ChainTrace;
import io.gatehouse.directory.chain.DirectoryAnswer;
import io.gatehouse.directory.chain.DirectoryAuthorizer;
import io.gatehouse.directory.chain.DirectoryNames;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.chain.Match;
import io.gatehouse.pipeline.Decision;
import io.gatehouse.pipeline.Issuers;
import io.gatehouse.pipeline.PipelineSettings;
import io.gatehouse.pipeline.Snapshot;
import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.rule.RuleTrace;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes logins through the gate, the chain and the policy, each through a gate and a chain of its own so that no login is remembered,
 * and tells how they end and why.
 */
public final class LoginExplainer {
    /** Who seals the one request. */
    private static final int PEERS = 1;

    private final Grounds grounds;
    private final RequestMessages messages;

    public LoginExplainer(Grounds grounds) {
        this.grounds = grounds;
        CurveKey xkey = grounds.xkeys().isEmpty() ? null : grounds.xkeys().get(0);
        this.messages = new RequestMessages(xkey, grounds.subject(), grounds.clock());
    }

    /**
     * By what logins are decided, but for the directories.
     *
     * @param pipeline bounds how long a login may take
     * @param lookups of an identity that is assumed
     * @param issuers sign responses
     * @param xkeys open requests, which are sealed for the first; none where they are not sealed
     * @param subjects whom requests are for
     * @param subject one of these
     * @param clock the time of the logins
     * @param maxPayload what nats-server takes in one message, in bytes
     */
    public record Grounds(
            PipelineSettings pipeline,
            LookupSettings lookups,
            Policy policy,
            Issuers issuers,
            List<CurveKey> xkeys,
            Set<String> subjects,
            String subject,
            Clock clock,
            int maxPayload) {
        public Grounds {
            xkeys = List.copyOf(xkeys);
            subjects = Set.copyOf(subjects);
        }
    }

    /** The directories that are asked. */
    public interface Asked {
        /** Their names. */
        List<String> names();

        /** A chain of them, each of which is heard. */
        ChainBuilder chain(ChainTrace trace);
    }

    /**
     * Explains a login.
     *
     * @throws IllegalArgumentException when the identity that is assumed cannot be meant
     */
    public Explanation explain(ExplainRequest request, Asked directories) {
        ChainTrace trace = new ChainTrace();
        AssumedIdentity assumed = request.assumed();
        ChainBuilder chain =
                assumed == null ? directories.chain(trace) : chain(assumed.identity(directories.names()), trace);
        return explain(request.way(), message(request), chain, trace);
    }

    private ChainBuilder chain(Identity assumed, ChainTrace trace) {
        ChainBuilder chain = new ChainBuilder(grounds.lookups(), LookupRecorder.NONE);
        AssumedDirectory directory = new AssumedDirectory(assumed);
        trace.add(
                chain,
                DirectoryNames.PLAIN,
                Match.ALL,
                directory,
                grounds.lookups().cache());
        return chain;
    }

    private Envelope message(ExplainRequest request) {
        CapturedRequest captured = request.captured();
        return captured == null
                ? messages.of(request.facts().with(request.credentials()))
                : RequestMessages.captured(captured.body(), captured.serverXkey());
    }

    private Explanation explain(Explanation.Way way, Envelope message, ChainBuilder chain, ChainTrace trace) {
        Snapshot snapshot = new Snapshot(
                grounds.issuers(),
                Xkeys.NONE.with(grounds.xkeys(), PEERS),
                grounds.subjects(),
                new DirectoryAuthorizer(chain.build(), grounds.policy()));
        Decision decision =
                SingleLogin.decide(grounds.pipeline(), snapshot, message, grounds.clock(), grounds.maxPayload());
        List<DirectoryAnswer> answers = decision.request() == null ? List.of() : trace.answers();
        return new Explanation(way, decision, answers, rules(decision, answers), granted(decision));
    }

    /** Of the identity that was found, also where it could not be decided about. */
    private List<RuleTrace> rules(Decision decision, List<DirectoryAnswer> answers) {
        AuthorizationRequest request = decision.request();
        Identity identity = identity(decision, answers);
        if (request == null || identity == null) {
            return List.of();
        }
        Policy policy = grounds.policy();
        try {
            return policy.trace(identity, policy.separator().withoutAccount(request));
        } catch (UndecidedException e) {
            // The decision tells what kept the rules from being looked at.
            return List.of();
        }
    }

    private static @Nullable Identity identity(Decision decision, List<DirectoryAnswer> answers) {
        Identity identity = decision.identity();
        return identity != null
                ? identity
                : answers.stream()
                        .map(DirectoryAnswer::result)
                        .filter(Found.class::isInstance)
                        .map(result -> ((Found) result).identity())
                        .findFirst()
                        .orElse(null);
    }

    private @Nullable GrantedClaims granted(Decision decision) {
        AuthorizationRequest request = decision.request();
        if (request == null || !(decision.verdict() instanceof Verdict.Granted granted)) {
            return null;
        }
        long now = grounds.clock().millis() / 1000;
        return GrantedClaims.of(granted, request.userNkey(), now);
    }
}
