package io.gatehouse.claims.request;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.JsonTree;
import io.gatehouse.claims.jwt.JwtTemplate;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A nats-server as far as the callout can see one: it has its keys, and writes authorization requests as a real one
 * does, or with anything in them changed.
 */
public final class RequestFixtures {
    /** How long a request lives, in seconds: the server's default timeout. */
    public static final long LIFETIME = 2;

    private final SigningKey key = SigningKey.generate(NkeyKind.SERVER);
    private final CurveKey xkey = CurveKey.generate();
    private final SigningKey account = SigningKey.generate(NkeyKind.ACCOUNT);
    private final Clock clock;

    /** A server with fresh keys. */
    public RequestFixtures() {
        this(Clock.systemUTC());
    }

    /** A server with fresh keys that tells another time. */
    public RequestFixtures(Clock clock) {
        this.clock = clock;
    }

    /** The server's key ({@code N…}), which signs its requests. */
    public SigningKey key() {
        return key;
    }

    /** The server's xkey, which seals its requests and opens the answers. */
    public CurveKey xkey() {
        return xkey;
    }

    /** The account that asks; its key is the subject of requests. */
    public SigningKey account() {
        return account;
    }

    /**
     * A request in the clear, about a client that comes by TCP from 127.0.0.1 as {@code alice} with the password
     * {@code wonderland}, with a fresh user nkey.
     */
    public Request request() {
        return new Request();
    }

    /** A request in the making. Paths lead through the claims with dots, as {@code nats.client_info.host}. */
    public final class Request {
        private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        private SigningKey signer = key;

        private Request() {
            long now = clock.instant().getEpochSecond();
            set("aud", "nats-authorization-request").set("exp", now + LIFETIME).set("iat", now);
            set("iss", key.publicKey().text()).set("sub", account.publicKey().text());
            set("nats.server_id.name", "s1").set("nats.server_id.host", "0.0.0.0");
            set("nats.server_id.id", key.publicKey().text()).set("nats.server_id.version", "2.15.1");
            set("nats.user_nkey", SigningKey.generate(NkeyKind.USER).publicKey().text());
            set("nats.client_info.host", "127.0.0.1").set("nats.client_info.id", 7);
            set("nats.client_info.kind", "Client").set("nats.client_info.type", "nats");
            set("nats.connect_opts.lang", "java").set("nats.connect_opts.version", "2.26.2");
            set("nats.connect_opts.protocol", 1);
            set("nats.type", "authorization_request").set("nats.version", 2);
            user("alice", "wonderland");
        }

        /** The client's user name and password. */
        public Request user(String user, String password) {
            set("nats.client_info.user", user).set("nats.connect_opts.user", user);
            return set("nats.connect_opts.pass", password);
        }

        /** The client's token, in place of user name and password. */
        public Request token(String token) {
            without("nats.connect_opts.user").without("nats.connect_opts.pass");
            return set("nats.client_info.user", "[REDACTED]").set("nats.connect_opts.auth_token", token);
        }

        /** The address that the client comes from. */
        public Request host(String address) {
            return set("nats.client_info.host", address);
        }

        /** {@code Client} or {@code Leafnode}, and {@code nats}, {@code websocket} or {@code mqtt}. */
        public Request connection(String kind, String type) {
            return set("nats.client_info.kind", kind).set("nats.client_info.type", type);
        }

        /** The user nkey that the answer must be about. */
        public Request userNkey(Nkey user) {
            return set("nats.user_nkey", user.text());
        }

        /** A request that tells the server's xkey, as the sealed ones do. */
        public Request xkeyTold() {
            return set("nats.server_id.xkey", xkey.publicKey().text());
        }

        /** Signed by another key than the server's, without a change to the claims. */
        public Request signedBy(SigningKey other) {
            signer = other;
            return this;
        }

        /** Sets a claim to a text, number, boolean, list, map or null. */
        public Request set(String path, @Nullable Object value) {
            parent(path).put(last(path), value);
            return this;
        }

        /** Sets a claim to anything, be it JSON or not. */
        public Request setRaw(String path, String json) {
            return set(path, new JsonTree.Raw(json));
        }

        /** Takes a claim out. */
        public Request without(String path) {
            parent(path).remove(last(path));
            return this;
        }

        @SuppressWarnings("unchecked")
        private Map<String, @Nullable Object> parent(String path) {
            Map<String, @Nullable Object> parent = claims;
            int from = 0;
            for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', from)) {
                parent = (Map<String, @Nullable Object>) parent.computeIfAbsent(
                        path.substring(from, dot), name -> new LinkedHashMap<String, @Nullable Object>());
                from = dot + 1;
            }
            return parent;
        }

        private static String last(String path) {
            return path.substring(path.lastIndexOf('.') + 1);
        }

        /** The claims' JSON. */
        public byte[] json() {
            return JsonTree.bytes(claims);
        }

        /** The signed JWT, as ASCII. */
        public byte[] jwt() {
            return sign(json(), signer);
        }

        /** The signed JWT, telling the server's xkey, in a box for another xkey. */
        public byte[] sealedFor(Nkey callout) {
            return xkey.boxKey(callout).seal(xkeyTold().jwt());
        }

        /** What the decoder makes of it. */
        public AuthorizationRequest decoded() {
            boolean sealed = parent("nats.server_id.xkey").containsKey("xkey");
            String sealedBy = sealed ? xkey.publicKey().text() : null;
            try {
                return new RequestDecoder(Ed25519.fastest(), clock, Duration.ofSeconds(1)).decode(jwt(), sealedBy);
            } catch (ClaimsException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A signed JWT of any claims. */
    public static byte[] sign(byte[] claims, SigningKey signer) {
        return JwtTemplate.sign(signer, claims);
    }
}
