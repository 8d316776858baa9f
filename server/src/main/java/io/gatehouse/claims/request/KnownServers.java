package io.gatehouse.claims.request;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The latest servers whose description was found right, so that their keys are parsed once. Whether a request
 * comes from the server that it names is shown by its signature each time. May be used by many threads.
 */
final class KnownServers {
    private static final int SLOTS = 256;

    private final AtomicReferenceArray<@Nullable Known> slots = new AtomicReferenceArray<>(SLOTS);

    /** The server of exactly this description, issuer and xkey; null when it is not known. */
    @Nullable ServerId get(RequestClaims claims, @Nullable String sealedBy) {
        Known known = slots.getAcquire(slot(claims));
        boolean same = known != null
                && known.told.equals(claims.server())
                && known.issuer.equals(claims.issuer())
                && Objects.equals(known.sealedBy, sealedBy);
        return same ? known.server : null;
    }

    /** Keeps a server, and returns it. */
    ServerId put(RequestClaims claims, @Nullable String sealedBy, ServerId server) {
        slots.setRelease(slot(claims), new Known(claims.server(), claims.issuer(), sealedBy, server));
        return server;
    }

    private static int slot(RequestClaims claims) {
        return claims.issuer().hashCode() & (SLOTS - 1);
    }

    private record Known(
            RequestClaims.Server told,
            String issuer,
            @Nullable String sealedBy,
            ServerId server) {}
}
