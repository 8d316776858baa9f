package io.gatehouse.cli;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.CachedDirectory;
import io.gatehouse.directory.CredentialPart;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryAuthorizer;
import io.gatehouse.directory.DirectoryState;
import io.gatehouse.directory.Effort;
import io.gatehouse.directory.Inquiry;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupSettings;
import io.gatehouse.directory.Question;
import io.gatehouse.policy.Accounts;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.Entitlement;
import io.gatehouse.policy.Policy;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Knows one made-up user of a made-up account, for the rehearsal before the first request. */
final class RehearsalDirectory {
    private RehearsalDirectory() {}

    /** Decides through the same rooms as for real users. */
    static Authorizer authorizer() {
        Policy policy = new Policy(Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)), Clock.systemUTC());
        Lookup found = new Lookup.Found(policy.prepare(user()));
        Directory cached = new CachedDirectory(() -> new Known(found), LookupSettings.DEFAULT, LookupRecorder.NONE);
        return new DirectoryAuthorizer(List.of(cached), policy);
    }

    /** A state in which everybody is the one user. */
    private record Known(Lookup answer) implements DirectoryState {
        @Override
        public Set<CredentialPart> looksAt() {
            return Set.of(CredentialPart.USER, CredentialPart.PASSWORD);
        }

        @Override
        public Question question(AuthorizationRequest request) {
            return new Asked(answer);
        }
    }

    private record Asked(Lookup answer) implements Question {
        @Override
        public long generation() {
            return 0;
        }

        @Override
        public Effort effort() {
            return Effort.MEMORY;
        }

        @Override
        public Inquiry ask(long deadline) {
            return Inquiry.answered(answer);
        }
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
