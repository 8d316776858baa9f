package io.gatehouse.pipeline;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.policy.AnswerSizes;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Verdict.Denied;
import io.gatehouse.policy.Verdict.Granted;
import java.time.Clock;

/** Puts the verdict into a signed response; the user JWT of a granted one is signed first. */
final class Sign {
    private final Admit time;
    private final ResponseJwt response;
    private final AnswerSizes sizes;
    private final Clock clock;

    Sign(Admit time, ResponseJwt response, AnswerSizes sizes, Clock clock) {
        this.time = time;
        this.response = response;
        this.sizes = sizes;
        this.clock = clock;
    }

    Signed sign(Decided decided) {
        time.requireTime(decided.decoded());
        long now = clock.millis() / 1000;
        try {
            return decided.verdict() instanceof Granted granted
                    ? granted(decided, granted, now)
                    : denied(decided, (Denied) decided.verdict(), now);
        } catch (RuntimeException e) {
            throw DroppedException.of(decided.decoded().request(), e);
        }
    }

    /** What would be too large is refused before it costs a signature, and never sent. */
    private Signed granted(Decided decided, Granted granted, long now) {
        int size = sizes.of(granted.userJwt().length(now, granted.expiresAt()), now);
        int most = sizes.most();
        if (size > most) {
            Denied tooLarge = new Denied(DenyReason.ANSWER_TOO_LARGE, size + " bytes, and nats-server takes " + most);
            return denied(new Decided(decided.decoded(), tooLarge), tooLarge, now);
        }
        AuthorizationRequest request = decided.decoded().request();
        byte[] user = granted.userJwt().sign(request.userNkey(), now, granted.expiresAt());
        return new Signed(
                decided, response.granted(request.userNkey(), request.server().id(), user, now, room(decided)));
    }

    private Signed denied(Decided decided, Denied denied, long now) {
        AuthorizationRequest request = decided.decoded().request();
        String error = "gatehouse: " + denied.reason().code();
        byte[] body = response.denied(request.userNkey(), request.server().id(), error, now, room(decided));
        int most = sizes.most();
        if (body.length > most) {
            throw new DroppedException(
                    Drop.ANSWER_TOO_LARGE,
                    request,
                    "a refusal has " + body.length + " bytes, and nats-server takes " + most + ": raise max_payload");
        }
        return new Signed(decided, body);
    }

    private static int room(Decided decided) {
        return Seal.room(decided.decoded().opened());
    }
}
