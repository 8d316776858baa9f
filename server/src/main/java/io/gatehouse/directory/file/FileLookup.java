package io.gatehouse.directory.file;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.crypto.PasswordHash;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.PasswordChecks;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Policy;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Looks users up in one state of the file. Who is unknown, or has no password, costs one check of the most common scheme
 * all the same, so that the time of an answer does not tell who exists.
 */
record FileLookup(UsersFile users, Policy policy, PasswordChecks checks) {
    private static final Mono<Lookup> UNKNOWN = Mono.just(Lookup.Unknown.UNKNOWN);

    Mono<Lookup> find(AuthorizationRequest request, long deadline) {
        String name = request.connect().user();
        String password = request.connect().password();
        if (name == null || name.isEmpty() || password == null) {
            return UNKNOWN;
        }
        FileUser user = users.find(name);
        PasswordHash own = user == null ? null : user.password();
        PasswordHash hash = own == null ? users.decoy() : own;
        if (hash == null) {
            return Mono.just(answer(user, false));
        }
        return hash.slow()
                ? checks.matches(hash, password, deadline).map(right -> answer(user, right))
                : Mono.just(answer(user, hash.matches(password)));
    }

    private Lookup answer(@Nullable FileUser user, boolean right) {
        if (user == null) {
            return Lookup.Unknown.UNKNOWN;
        }
        return right && user.password() != null
                ? new Lookup.Found(policy.prepare(user.entitlement()))
                : new Lookup.Rejected(DenyReason.BAD_CREDENTIALS);
    }
}
