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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens and reads the requests that pass, whatever their times, and seals answers to them. */
public final class Sealing {
    private final List<CurveKey> xkeys;
    private final RequestDecoder decoder =
            new RequestDecoder(Ed25519.fastest(), Clock.systemUTC(), Duration.ofDays(36_500));

    public Sealing(List<CurveKey> xkeys) {
        this.xkeys = List.copyOf(xkeys);
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
        try {
            Nkey server = Nkey.parse(header, NkeyKind.CURVE);
            for (CurveKey xkey : xkeys) {
                BoxKey box = xkey.boxKey(server);
                byte[] body = box.open(request.body());
                if (body != null) {
                    return new Opened(true, read(body, header), box);
                }
            }
            return new Opened(true, null, null);
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
