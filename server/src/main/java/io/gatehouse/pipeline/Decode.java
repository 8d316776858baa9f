package io.gatehouse.pipeline;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.drops.Drop;
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
            throw new DroppedException(Drop.REPLAYED, request);
        }
        exchange.issuer(request.subject()).requests().increment();
        exchange.countSentinel(request.connect());
        return new Decoded(exchange, request);
    }

    /** The boxes learn of each server whose request proved genuine. */
    private static void confirm(Exchange exchange, AuthorizationRequest request) {
        BoxKeys boxes = exchange.boxes();
        BoxKey box = exchange.box();
        if (boxes != null && box != null) {
            boxes.confirm(box, request.serverKey());
        }
    }

    private AuthorizationRequest read(Exchange exchange, byte[] jwt) {
        Set<String> subjects = exchange.subjects();
        BoxKey box = exchange.box();
        try {
            if (box == null) {
                return decoder.decode(jwt, null, null, subjects);
            }
            Nkey peer = box.peer();
            return decoder.decode(jwt, peer.text(), proven(box), subjects);
        } catch (ClaimsException e) {
            throw new DroppedException(e.reason(), String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Nkey proven(BoxKey box) {
        return signatures == SignatureRule.PER_SERVER ? box.server() : null;
    }
}
