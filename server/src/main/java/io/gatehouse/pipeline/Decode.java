package io.gatehouse.pipeline;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.claims.ClaimsException;
import io.gatehouse.claims.RequestDecoder;
import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.crypto.Nkey;
import org.jspecify.annotations.Nullable;

/** Reads the request, makes every check on it, and lets it through once. */
final class Decode {
    private final RequestDecoder decoder;
    private final ReplayGuard replays;
    private final @Nullable BoxKeys boxes;
    private final SignatureRule signatures;

    /**
     * @param boxes learns of each server whose request proved genuine; null when requests come in the clear
     */
    Decode(RequestDecoder decoder, ReplayGuard replays, @Nullable BoxKeys boxes, SignatureRule signatures) {
        this.decoder = decoder;
        this.replays = replays;
        this.boxes = boxes;
        this.signatures = signatures;
    }

    Decoded decode(Opened opened) {
        AuthorizationRequest request = read(opened);
        if (boxes != null && opened.box() != null) {
            boxes.confirm(opened.box(), request.server().id());
        }
        if (!replays.firstSight(request.userNkey())) {
            throw new DroppedException(Drop.REPLAYED, request, "this request was answered before");
        }
        return new Decoded(opened, request);
    }

    private AuthorizationRequest read(Opened opened) {
        try {
            BoxKey box = opened.box();
            return box == null
                    ? decoder.decode(opened.jwt(), null)
                    : decoder.decode(opened.jwt(), box.peer().text(), proven(box));
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
