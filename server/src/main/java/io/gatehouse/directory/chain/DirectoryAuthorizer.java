package io.gatehouse.directory.chain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.policy.AccountSeparator;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.Ruling;
import io.gatehouse.policy.Verdict;
import io.gatehouse.spans.LoginTrace;
import org.jspecify.annotations.Nullable;

/** Asks the chain who a client is, and the policy what it may; a client that no directory knows is refused. */
public record DirectoryAuthorizer(DirectoryChain chain, Policy policy) implements Authorizer {
    private static final String SENTINEL_ALONE =
            "the sentinel came alone: the client sent neither user and password nor a token";

    private static final String CERTIFICATE_OF_NOBODY =
            "no directory takes the client's certificate: nats-server has not"
                    + " verified it, its issuer is not among issuers, or it has no value that can be the name";

    @Override
    public Answer<Authorization> authorize(AuthorizationRequest request, long deadline) {
        return authorize(request, deadline, null);
    }

    @Override
    public Answer<Authorization> authorize(AuthorizationRequest request, long deadline, @Nullable LoginTrace trace) {
        AccountSeparator separator = policy.separator();
        String account = separator.account(request);
        AuthorizationRequest login = separator.withoutAccount(request);
        return chain.find(login, deadline, trace).map(found -> authorization(found, login, account));
    }

    @Override
    public boolean readsTls() {
        return chain.readsTls() || policy.readsTls();
    }

    private Authorization authorization(ChainResult found, AuthorizationRequest login, @Nullable String account) {
        LookupResult result = found.result();
        if (result instanceof LookupResult.Found one) {
            Ruling ruling = policy.decide(one.identity(), login, account);
            return new Authorization(
                    ruling.verdict(), found.directory(), one.identity(), found.origin(), ruling.rules());
        }
        return new Authorization(verdict(result, login), found.directory(), null, found.origin());
    }

    private static Verdict verdict(LookupResult result, AuthorizationRequest request) {
        return result instanceof LookupResult.Rejected rejected
                ? new Verdict.Denied(rejected.reason(), rejected.detail())
                : unknown(request);
    }

    private static Verdict unknown(AuthorizationRequest request) {
        ConnectOptions connect = request.connect();
        if (!connect.isEmpty()) {
            return new Verdict.Denied(DenyReason.BAD_CREDENTIALS);
        }
        if (CredentialKind.CERTIFICATE.isIn(request)) {
            return new Verdict.Denied(DenyReason.NO_CREDENTIALS, CERTIFICATE_OF_NOBODY);
        }
        return new Verdict.Denied(DenyReason.NO_CREDENTIALS, connect.isSentinelAlone() ? SENTINEL_ALONE : "");
    }
}
