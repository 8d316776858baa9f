package io.gatehouse.pipeline;

import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.UserJwt;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.AnswerSizes;
import io.gatehouse.policy.AppliedRules;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Verdict.Denied;
import io.gatehouse.policy.Verdict.Granted;
import io.gatehouse.policy.text.UserText;
import java.time.Clock;
import java.util.function.IntSupplier;

/** Puts the verdict into a signed response; the user JWT of a granted one is signed first. */
final class Sign {
    /** The bytes that rounding takes, and the sign that something is missing. */
    private static final int WHAT_ELSE_IT_TAKES = 8;

    private final Admit time;
    private final IntSupplier maxPayload;
    private final Clock clock;

    /** @param maxPayload what nats-server takes from us in one message now */
    Sign(Admit time, IntSupplier maxPayload, Clock clock) {
        this.time = time;
        this.maxPayload = maxPayload;
        this.clock = clock;
    }

    Signed sign(Authorized authorized) {
        AuthorizationRequest request = authorized.request();
        time.requireTime(authorized.exchange(), request);
        long now = clock.millis() / 1000;
        Authorization authorization = authorized.authorization();
        try {
            return authorization.verdict() instanceof Granted granted
                    ? granted(authorized, granted, now)
                    : denied(authorized, (Denied) authorization.verdict(), now);
        } catch (RuntimeException e) {
            throw DroppedException.of(request, e);
        }
    }

    /** What would be too large is refused before it costs a signature, and never sent. */
    private Signed granted(Authorized authorized, Granted granted, long now) {
        Exchange exchange = authorized.exchange();
        AuthorizationRequest request = authorized.request();
        Authorization authorization = authorized.authorization();
        ResponseJwt response = exchange.issuer(request.subject()).responses();
        UserJwt userJwt = granted.userJwt();
        int room = exchange.boxRoom();
        int size = response.grantedLength(userJwt.length(now, granted.expiresAt()), now) + room;
        int most = most(room);
        if (size > most) {
            Denied tooLarge = new Denied(DenyReason.ANSWER_TOO_LARGE, size + " bytes, and nats-server takes " + most);
            return denied(authorized.with(authorization.with(tooLarge)), tooLarge, now);
        }
        byte[] user = userJwt.sign(request.userNkey(), now, granted.expiresAt());
        byte[] body = response.granted(request.userNkey(), request.serverKey(), user, now, room);
        return new Signed(exchange, request, authorization, body);
    }

    /** What the rules have nats-server log is cut short where it would make the answer too large. */
    private Signed denied(Authorized authorized, Denied denied, long now) {
        Exchange exchange = authorized.exchange();
        AuthorizationRequest request = authorized.request();
        Authorization authorization = authorized.authorization();
        AppliedRules applied = authorization.rules();
        DenyReason reason = denied.reason();
        String note = applied.note();
        int room = exchange.boxRoom();
        int most = most(room);
        byte[] body = denied(exchange, request, error(reason, note), now);
        if (body.length > most && !note.isEmpty()) {
            body = denied(exchange, request, error(reason, shortened(note, body.length - most)), now);
        }
        if (body.length > most) {
            throw new DroppedException(
                    Drop.ANSWER_TOO_LARGE,
                    request,
                    "a refusal has " + body.length + " bytes, and nats-server takes " + most + ": raise max_payload");
        }
        return new Signed(exchange, request, authorization, body);
    }

    private static byte[] denied(Exchange exchange, AuthorizationRequest request, String error, long now) {
        ResponseJwt response = exchange.issuer(request.subject()).responses();
        return response.denied(request.userNkey(), request.serverKey(), error, now, exchange.boxRoom());
    }

    /** As much of a note as makes an answer smaller by so many bytes, of which base64 makes four of three; empty for none of it. */
    private static String shortened(String note, int excess) {
        int left = note.length();
        for (int free = excess * 3 / 4 + WHAT_ELSE_IT_TAKES; free > 0 && left > 0; left--) {
            free -= bytes(note.charAt(left - 1));
        }
        return left == 0 ? "" : UserText.shortened(note, left);
    }

    /** How many bytes of JSON a UTF-16 unit is. */
    private static int bytes(char c) {
        if (c < 0x80) {
            return c == '"' || c == '\\' ? 2 : 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    /** What nats-server logs. */
    private static String error(DenyReason reason, String note) {
        String error = "gatehouse: " + reason.code();
        return note.isEmpty() ? error : error + ": " + note;
    }

    private int most(int room) {
        return AnswerSizes.most(maxPayload.getAsInt(), room);
    }
}
