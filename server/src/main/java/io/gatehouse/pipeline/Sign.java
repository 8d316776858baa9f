package io.gatehouse.pipeline;

import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.policy.AnswerSizes;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Verdict.Denied;
import io.gatehouse.policy.Verdict.Granted;
import java.time.Clock;
import java.util.function.IntSupplier;

/** Puts the verdict into a signed response; the user JWT of a granted one is signed first. */
final class Sign {
    private final Admit time;
    private final IntSupplier maxPayload;
    private final Clock clock;

    /** @param maxPayload what nats-server takes from us in one message now */
    Sign(Admit time, IntSupplier maxPayload, Clock clock) {
        this.time = time;
        this.maxPayload = maxPayload;
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
            throw DroppedException.of(decided.request(), e);
        }
    }

    /** What would be too large is refused before it costs a signature, and never sent. */
    private Signed granted(Decided decided, Granted granted, long now) {
        Exchange exchange = decided.exchange();
        ResponseJwt response = exchange.snapshot().response();
        int room = Seal.room(exchange);
        int size = response.grantedLength(granted.userJwt().length(now, granted.expiresAt()), now) + room;
        int most = most(room);
        if (size > most) {
            Denied tooLarge = new Denied(DenyReason.ANSWER_TOO_LARGE, size + " bytes, and nats-server takes " + most);
            return denied(new Decided(decided.decoded(), tooLarge), tooLarge, now);
        }
        AuthorizationRequest request = decided.request();
        byte[] user = granted.userJwt().sign(request.userNkey(), now, granted.expiresAt());
        return new Signed(
                decided, response.granted(request.userNkey(), request.server().id(), user, now, room));
    }

    private Signed denied(Decided decided, Denied denied, long now) {
        AuthorizationRequest request = decided.request();
        Exchange exchange = decided.exchange();
        String error = "gatehouse: " + denied.reason().code();
        int room = Seal.room(exchange);
        byte[] body = exchange.snapshot()
                .response()
                .denied(request.userNkey(), request.server().id(), error, now, room);
        int most = most(room);
        if (body.length > most) {
            throw new DroppedException(
                    Drop.ANSWER_TOO_LARGE,
                    request,
                    "a refusal has " + body.length + " bytes, and nats-server takes " + most + ": raise max_payload");
        }
        return new Signed(decided, body);
    }

    private int most(int room) {
        return AnswerSizes.most(maxPayload.getAsInt(), room);
    }
}
