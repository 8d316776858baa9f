package io.gatehouse.cli;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryAuthorizer;
import io.gatehouse.directory.Lookup;
import io.gatehouse.policy.Accounts;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.Entitlement;
import io.gatehouse.policy.Policy;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Knows one made-up user of a made-up account, for the rehearsal before the first request. */
final class RehearsalDirectory {
    private RehearsalDirectory() {}

    /** Decides through the same rooms as for real users. */
    static Authorizer authorizer() {
        Policy policy = new Policy(Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)), Clock.systemUTC());
        Lookup found = new Lookup.Found(policy.prepare(user()));
        Directory directory = (request, deadline) -> Mono.just(found);
        return new DirectoryAuthorizer(List.of(directory), policy);
    }

    private static Entitlement user() {
        return new Entitlement(
                "rehearsal",
                "REHEARSAL",
                null,
                Permissions.NONE,
                Limits.NONE,
                List.of(),
                Set.of(),
                false,
                false,
                false,
                null,
                null);
    }
}
