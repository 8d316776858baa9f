package io.gatehouse.claims.request;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.SignedJwt;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.drops.Drop;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and checks the JWT that nats-server sends: bounds, header, claims, issuer, audience, server, user nkey, xkey,
 * time, signature. What is cheap to find out is asked first. May be used by many threads.
 */
public final class RequestDecoder {
    /** The largest JWT that is looked at, in bytes: a request with two long TLS chains takes about 40 KiB. */
    public static final int MAX_BYTES = 256 * 1024;

    static final String TYPE = "authorization_request";
    static final String AUDIENCE = "nats-authorization-request";
    static final int VERSION = 2;

    private final SignatureCheck signature;
    private final Clock clock;
    private final long driftMillis;
    private final CanonicalRequestReader canonical = new CanonicalRequestReader();
    private final KnownServers servers = new KnownServers();

    /**
     * @param drift how far past its {@code exp} a request is still taken, for clocks that differ
     */
    public RequestDecoder(Ed25519 ed25519, Clock clock, Duration drift) {
        this(
                (jwt, server, sealedBy) -> ed25519.verify(server, jwt.text(), 0, jwt.signedLength(), jwt.signature()),
                clock,
                drift);
    }

    public RequestDecoder(SignatureCheck signature, Clock clock, Duration drift) {
        this.signature = signature;
        this.clock = clock;
        this.driftMillis = drift.toMillis();
    }

    /**
     * Reads a request for whomever, and checks its signature.
     *
     * @param jwt the JWT as ASCII
     * @param sealedBy the public xkey whose box the request came in, null when it came in the clear
     * @throws ClaimsException when any check fails
     */
    public AuthorizationRequest decode(byte[] jwt, @Nullable String sealedBy) throws ClaimsException {
        return decode(jwt, sealedBy, null, Set.of());
    }

    /**
     * Reads a request that came in the box of an xkey whose server may have proved itself before.
     *
     * @param proven the server that signed a request which came in this xkey's box: only it can seal such boxes, so the
     *     signature of its requests is not checked again; null when every signature is to be checked
     * @param subjects what {@code sub} may be: the callout's issuer (config mode) or the AUTH account (operator mode), as public
     *     keys; empty for any
     * @throws ClaimsException when any check fails
     */
    public AuthorizationRequest decode(
            byte[] jwt, @Nullable String sealedBy, @Nullable Nkey proven, Set<String> subjects) throws ClaimsException {
        SignedJwt signed = SignedJwt.parse(jwt, MAX_BYTES);
        RequestClaims claims = read(signed.payload());
        checkType(claims);
        checkSubject(claims, subjects);
        ServerId server = server(claims, sealedBy);
        Nkey user = key(claims.userNkey(), NkeyKind.USER, Drop.WRONG_USER_NKEY, "user_nkey is not a user's public key");
        checkTime(claims);
        boolean vouchedFor = sealedBy != null && proven != null && server.id().equals(proven);
        if (!vouchedFor && !signature.holds(signed, server.id(), server.xkey())) {
            throw new ClaimsException(Drop.BAD_SIGNATURE, "the server's signature does not fit");
        }
        return request(claims, server, user);
    }

    private RequestClaims read(byte[] json) throws ClaimsException {
        RequestClaims claims = canonical.read(json);
        return claims == null ? RequestReader.read(json) : claims;
    }

    private static void checkType(RequestClaims claims) throws ClaimsException {
        if (!claims.type().equals(TYPE) || claims.version() != VERSION) {
            throw new ClaimsException(Drop.WRONG_TYPE, "not an authorization request of version 2");
        }
        if (!claims.audience().equals(AUDIENCE)) {
            throw new ClaimsException(Drop.WRONG_AUDIENCE, "aud is not that of authorization requests");
        }
    }

    private static void checkSubject(RequestClaims claims, Set<String> subjects) throws ClaimsException {
        if (claims.subject().isEmpty()) {
            throw ClaimsException.malformed("sub is missing");
        }
        if (!subjects.isEmpty() && !subjects.contains(claims.subject())) {
            throw new ClaimsException(
                    Drop.WRONG_SUBJECT,
                    "the request is for another issuer or AUTH account than ours (or it is of a server in operator"
                            + " mode, and no accounts are configured here)");
        }
    }

    private ServerId server(RequestClaims claims, @Nullable String sealedBy) throws ClaimsException {
        ServerId known = servers.get(claims, sealedBy);
        return known != null ? known : servers.put(claims, sealedBy, newServer(claims, sealedBy));
    }

    private static ServerId newServer(RequestClaims claims, @Nullable String sealedBy) throws ClaimsException {
        RequestClaims.Server server = claims.server();
        Nkey issuer = key(claims.issuer(), NkeyKind.SERVER, Drop.WRONG_ISSUER, "iss is not a server's public key");
        if (!server.id().equals(claims.issuer())) {
            throw new ClaimsException(Drop.WRONG_SERVER, "server_id names another server than the issuer");
        }
        return new ServerId(
                server.name(),
                server.host(),
                issuer,
                server.version(),
                server.cluster(),
                server.tags(),
                xkey(server.xkey(), sealedBy));
    }

    /** nats-server tells its xkey when it seals, and only then: one without the other means that somebody meddled. */
    private static @Nullable Nkey xkey(String told, @Nullable String sealedBy) throws ClaimsException {
        if (!told.equals(sealedBy == null ? "" : sealedBy)) {
            throw new ClaimsException(Drop.WRONG_XKEY, "the claims name another xkey than the request came with");
        }
        return sealedBy == null
                ? null
                : key(told, NkeyKind.CURVE, Drop.WRONG_XKEY, "server_id.xkey is not a public xkey");
    }

    private static Nkey key(String text, NkeyKind kind, Drop reason, String message) throws ClaimsException {
        try {
            return Nkey.parse(text, kind);
        } catch (NkeyException wrong) {
            throw new ClaimsException(reason, message);
        }
    }

    /**
     * The server truncates its times to seconds, so a request lives to the end of its last one. Every nats-server with auth
     * callout gives its requests an expiry, in both modes.
     */
    private void checkTime(RequestClaims claims) throws ClaimsException {
        long now = clock.millis();
        if (claims.expiresAt() == 0) {
            throw new ClaimsException(Drop.EXPIRED, "the request has no expiry");
        }
        if (Math.floorDiv(now - driftMillis, 1000L) > claims.expiresAt()) {
            throw new ClaimsException(Drop.EXPIRED, "the request has expired");
        }
        if (claims.notBefore() != 0 && Math.floorDiv(now + driftMillis, 1000L) < claims.notBefore()) {
            throw new ClaimsException(Drop.EXPIRED, "the request is not valid yet");
        }
    }

    private static AuthorizationRequest request(RequestClaims claims, ServerId server, Nkey user) {
        return new AuthorizationRequest(
                claims.subject(),
                claims.issuedAt(),
                claims.expiresAt(),
                server,
                user,
                claims.client(),
                claims.connect(),
                claims.tls(),
                claims.requestNonce());
    }
}
