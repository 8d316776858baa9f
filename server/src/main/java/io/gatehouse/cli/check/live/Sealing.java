package io.gatehouse.cli.check.live;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.transport.Preflight.Observed;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens and reads the requests that pass, whatever their times, and seals answers to them. */
public final class Sealing {
    private final @Nullable CurveKey xkey;
    private final RequestDecoder decoder =
            new RequestDecoder(Ed25519.fastest(), Clock.systemUTC(), Duration.ofDays(36_500));

    public Sealing(@Nullable CurveKey xkey) {
        this.xkey = xkey;
    }

    /**
     * A request that passed.
     *
     * @param sealed whether it came in a box
     * @param claims null when it could not be opened or read
     * @param box what seals the answer; null when it came in the clear or cannot be opened
     */
    public record Opened(
            boolean sealed,
            @Nullable AuthorizationRequest claims,
            @Nullable BoxKey box) {
        byte[] seal(byte[] response) {
            return box == null ? response : box.seal(response);
        }
    }

    public Opened open(Observed request) {
        String header = request.xkeyHeader();
        if (header == null) {
            return new Opened(false, read(request.body(), null), null);
        }
        if (xkey == null) {
            return new Opened(true, null, null);
        }
        try {
            BoxKey box = xkey.boxKey(Nkey.parse(header, NkeyKind.CURVE));
            byte[] body = box.open(request.body());
            return new Opened(true, body == null ? null : read(body, header), body == null ? null : box);
        } catch (NkeyException e) {
            return new Opened(true, null, null);
        }
    }

    private @Nullable AuthorizationRequest read(byte[] jwt, @Nullable String sealedBy) {
        try {
            return decoder.decode(jwt, sealedBy);
        } catch (ClaimsException e) {
            return null;
        }
    }
}
