package io.gatehouse.claims.request;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The latest servers that were found to describe themselves well, so that their keys are read once. Whether a request
 * comes from the server that it tells of, its signature has to show each time. May be used by many threads.
 */
final class KnownServers {
    private static final int PLACES = 256;

    private final AtomicReferenceArray<@Nullable Known> places = new AtomicReferenceArray<>(PLACES);

    /** What was remembered of just this description, by just this issuer and xkey; null when nothing was. */
    @Nullable ServerId find(RequestClaims claims, @Nullable String sealedBy) {
        Known known = places.getAcquire(place(claims));
        boolean same = known != null
                && known.told.equals(claims.server())
                && known.issuer.equals(claims.issuer())
                && Objects.equals(known.sealedBy, sealedBy);
        return same ? known.server : null;
    }

    /** Keeps a server, and returns it. */
    ServerId remember(RequestClaims claims, @Nullable String sealedBy, ServerId server) {
        places.setRelease(place(claims), new Known(claims.server(), claims.issuer(), sealedBy, server));
        return server;
    }

    private static int place(RequestClaims claims) {
        return claims.issuer().hashCode() & (PLACES - 1);
    }

    private record Known(
            RequestClaims.Server told,
            String issuer,
            @Nullable String sealedBy,
            ServerId server) {}
}
