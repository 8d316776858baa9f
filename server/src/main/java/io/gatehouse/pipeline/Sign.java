package io.gatehouse.pipeline;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.Verdict.Denied;
import io.gatehouse.policy.Verdict.Granted;
import java.time.Clock;

/** Puts the verdict into a signed response; the user JWT of a granted one is signed first. */
final class Sign {
    private final Admit time;
    private final ResponseJwt response;
    private final Clock clock;

    Sign(Admit time, ResponseJwt response, Clock clock) {
        this.time = time;
        this.response = response;
        this.clock = clock;
    }

    Signed sign(Decided decided) {
        Decoded decoded = decided.decoded();
        time.requireTime(decoded);
        try {
            return new Signed(decided, respond(decoded.request(), decided.verdict(), Seal.room(decoded.opened())));
        } catch (RuntimeException e) {
            throw DroppedException.of(decoded.request(), e);
        }
    }

    private byte[] respond(AuthorizationRequest request, Verdict verdict, int room) {
        long now = clock.millis() / 1000;
        if (verdict instanceof Granted granted) {
            byte[] user = granted.userJwt().sign(request.userNkey(), now, granted.expiresAt());
            return response.granted(request.userNkey(), request.server().id(), user, now, room);
        }
        String error = "gatehouse: " + ((Denied) verdict).reason().code();
        return response.denied(request.userNkey(), request.server().id(), error, now, room);
    }
}
