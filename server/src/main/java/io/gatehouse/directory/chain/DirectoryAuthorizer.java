package io.gatehouse.directory.chain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.Verdict;

/** Asks the chain who a client is, and the policy what it may; a client that no directory knows is refused. */
public record DirectoryAuthorizer(DirectoryChain chain, Policy policy) implements Authorizer {
    private static final String SENTINEL_ALONE =
            "the sentinel came alone: the client sent neither user and password nor a token";

    @Override
    public Answer<Authorization> authorize(AuthorizationRequest request, long deadline) {
        return chain.find(request, deadline).map(found -> authorization(found, request));
    }

    @Override
    public boolean readsTls() {
        return chain.readsTls();
    }

    private Authorization authorization(ChainResult found, AuthorizationRequest request) {
        LookupResult result = found.result();
        Identity identity = result instanceof LookupResult.Found one ? one.identity() : null;
        return new Authorization(verdict(result, request), found.directory(), identity, found.origin());
    }

    private Verdict verdict(LookupResult result, AuthorizationRequest request) {
        if (result instanceof LookupResult.Found found) {
            return policy.decide(found.identity(), request);
        }
        return result instanceof LookupResult.Rejected rejected
                ? new Verdict.Denied(rejected.reason(), rejected.detail())
                : unknown(request.connect());
    }

    private static Verdict unknown(ConnectOptions connect) {
        if (!connect.isEmpty()) {
            return new Verdict.Denied(DenyReason.BAD_CREDENTIALS);
        }
        return new Verdict.Denied(DenyReason.NO_CREDENTIALS, connect.isSentinelAlone() ? SENTINEL_ALONE : "");
    }
}
