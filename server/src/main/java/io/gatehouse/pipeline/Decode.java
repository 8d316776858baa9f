package io.gatehouse.pipeline;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.crypto.Nkey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the request, makes every check on it, and lets it through once. */
final class Decode {
    private final RequestDecoder decoder;
    private final ReplayGuard replays;
    private final SignatureRule signatures;

    Decode(RequestDecoder decoder, ReplayGuard replays, SignatureRule signatures) {
        this.decoder = decoder;
        this.replays = replays;
        this.signatures = signatures;
    }

    Decoded decode(Opened opened) {
        Exchange exchange = opened.exchange();
        AuthorizationRequest request = read(exchange, opened.jwt());
        confirm(exchange, request);
        if (!replays.firstSight(request.userNkey())) {
            throw new DroppedException(Drop.REPLAYED, request, "this request was answered before");
        }
        return new Decoded(exchange, request);
    }

    /** The boxes learn of each server whose request proved genuine. */
    private static void confirm(Exchange exchange, AuthorizationRequest request) {
        BoxKeys boxes = exchange.snapshot().boxes();
        BoxKey box = exchange.box();
        if (boxes != null && box != null) {
            boxes.confirm(box, request.server().id());
        }
    }

    private AuthorizationRequest read(Exchange exchange, byte[] jwt) {
        Set<String> subjects = exchange.snapshot().subjects();
        BoxKey box = exchange.box();
        try {
            return box == null
                    ? decoder.decode(jwt, null, null, subjects)
                    : decoder.decode(jwt, box.peer().text(), proven(box), subjects);
        } catch (ClaimsException e) {
            throw new DroppedException(dropFor(e.reason()), String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Nkey proven(BoxKey box) {
        return signatures == SignatureRule.PER_SERVER ? box.server() : null;
    }

    private static Drop dropFor(ClaimsException.Reason reason) {
        return switch (reason) {
            case TOO_LARGE -> Drop.TOO_LARGE;
            case MALFORMED -> Drop.MALFORMED;
            case WRONG_HEADER -> Drop.WRONG_HEADER;
            case WRONG_TYPE -> Drop.WRONG_TYPE;
            case WRONG_ISSUER -> Drop.WRONG_ISSUER;
            case WRONG_AUDIENCE -> Drop.WRONG_AUDIENCE;
            case WRONG_SUBJECT -> Drop.WRONG_SUBJECT;
            case WRONG_SERVER -> Drop.WRONG_SERVER;
            case WRONG_USER_NKEY -> Drop.WRONG_USER_NKEY;
            case WRONG_XKEY -> Drop.WRONG_XKEY;
            case EXPIRED -> Drop.EXPIRED;
            case BAD_SIGNATURE -> Drop.BAD_SIGNATURE;
        };
    }
}
