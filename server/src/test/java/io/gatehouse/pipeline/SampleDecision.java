package io.gatehouse.pipeline;

import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserJwt;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decisions to tell a listener. */
public final class SampleDecision {
    private static final UserClaims CLAIMS = new UserClaims("alice", "APP1", null, null, List.of());

    private SampleDecision() {}

    /** Of a request that was answered at once, this long after its arrival. */
    public static Decision of(AuthorizationRequest request, Verdict verdict, long nanos) {
        return new Decision(request, Authorization.of(verdict), 1, 1, 1 + nanos);
    }

    public static Decision granted(long nanos) {
        return of(SampleRequest.login("alice", "a1"), granted(), nanos);
    }

    public static Decision denied(DenyReason reason, long nanos) {
        return of(SampleRequest.login("alice", "wrong"), new Verdict.Denied(reason), nanos);
    }

    public static Decision dropped(Drop reason) {
        return dropped(reason, null, "");
    }

    public static Decision dropped(Drop reason, @Nullable AuthorizationRequest request, String detail) {
        return new Decision(request, Authorization.dropped(reason, detail), 0, 0, 0);
    }

    public static Verdict granted() {
        return new Verdict.Granted(new UserJwt(CLAIMS, SigningKey.generate(NkeyKind.ACCOUNT)), 0, "APP1");
    }
}
