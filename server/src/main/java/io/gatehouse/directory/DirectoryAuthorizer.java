package io.gatehouse.directory;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.claims.ConnectOptions;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.Verdict;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Asks directories in their order: the first that knows the identity answers, and what none of them knows is refused.
 * One that cannot tell ends the question undecided, since the identity may be its own.
 */
public final class DirectoryAuthorizer implements Authorizer {
    private static final String SENTINEL_ALONE =
            "the sentinel came alone: the client sent neither user and password nor a token";

    private final List<Directory> directories;
    private final Policy policy;

    /** @throws IllegalArgumentException when there is no directory */
    public DirectoryAuthorizer(List<Directory> directories, Policy policy) {
        if (directories.isEmpty()) {
            throw new IllegalArgumentException("at least one directory must be asked");
        }
        this.directories = List.copyOf(directories);
        this.policy = policy;
    }

    @Override
    public Mono<Verdict> authorize(AuthorizationRequest request, long deadline) {
        return ask(0, request, deadline);
    }

    @Override
    public boolean looksAtCertificates() {
        for (Directory directory : directories) {
            if (directory.looksAtCertificates()) {
                return true;
            }
        }
        return false;
    }

    private Mono<Verdict> ask(int index, AuthorizationRequest request, long deadline) {
        if (index == directories.size()) {
            return Mono.just(unknown(request.connect()));
        }
        return Immediate.then(
                directories.get(index).find(request, deadline), lookup -> verdict(lookup, index, request, deadline));
    }

    private Mono<Verdict> verdict(LookupResult lookup, int index, AuthorizationRequest request, long deadline) {
        if (lookup instanceof LookupResult.Found found) {
            return Mono.just(policy.decide(found.identity(), request));
        }
        if (lookup instanceof LookupResult.Rejected rejected) {
            return Mono.just(new Verdict.Denied(rejected.reason(), rejected.detail()));
        }
        return ask(index + 1, request, deadline);
    }

    private static Verdict unknown(ConnectOptions connect) {
        if (!connect.isEmpty()) {
            return new Verdict.Denied(DenyReason.BAD_CREDENTIALS);
        }
        return new Verdict.Denied(DenyReason.NO_CREDENTIALS, connect.isSentinelAlone() ? SENTINEL_ALONE : "");
    }
}
