package io.gatehouse.bench;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.CredentialPart;
import io.gatehouse.directory.DirectoryState;
import io.gatehouse.directory.Effort;
import io.gatehouse.directory.Inquiry;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.Question;
import io.gatehouse.directory.StatefulDirectory;
import io.gatehouse.policy.Accounts;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Entitlement;
import io.gatehouse.policy.Policy;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Answers the same at once, whoever asks. */
record EverybodyDirectory(Lookup answer) implements StatefulDirectory, DirectoryState, Question {
    static final Lookup WRONG = new Lookup.Rejected(DenyReason.BAD_CREDENTIALS);
    static final Lookup RIGHT = right();

    private static Lookup right() {
        Policy policy = new Policy(Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)), Clock.systemUTC());
        Entitlement user = new Entitlement(
                "orders",
                "APP",
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
        return new Lookup.Found(policy.prepare(user));
    }

    @Override
    public DirectoryState state() {
        return this;
    }

    @Override
    public Set<CredentialPart> looksAt() {
        return Set.of(CredentialPart.USER, CredentialPart.PASSWORD);
    }

    @Override
    public Question question(AuthorizationRequest request) {
        return this;
    }

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
