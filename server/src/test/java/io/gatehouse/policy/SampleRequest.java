package io.gatehouse.policy;

import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as a nats-server would send it, to be varied by what a test is about. */
public record SampleRequest(
        String host,
        String kind,
        String type,
        @Nullable String user,
        @Nullable String password,
        @Nullable String token,
        @Nullable String nkey,
        @Nullable String jwt) {
    private static final Nkey SERVER = SigningKey.generate(NkeyKind.SERVER).publicKey();
    private static final Nkey USER = SigningKey.generate(NkeyKind.USER).publicKey();

    /** A plain TCP client without any credentials. */
    public static SampleRequest client() {
        return new SampleRequest("10.1.2.3", "Client", "nats", null, null, null, null, null);
    }

    public static AuthorizationRequest login(@Nullable String user, @Nullable String password) {
        SampleRequest c = client();
        return new SampleRequest(c.host, c.kind, c.type, user, password, null, null, null).build();
    }

    /** The sentinel's JWT, for a user key. */
    public static String sentinelJwt(Nkey user) {
        UserClaims sentinel = UserClaims.of("sentinel", null, UserClaims.Body.sentinel(true));
        return UserToken.issue(sentinel, SigningKey.generate(NkeyKind.ACCOUNT), user, 1, 0);
    }

    public SampleRequest host(String address) {
        return new SampleRequest(address, kind, type, user, password, token, nkey, jwt);
    }

    public SampleRequest connection(String ofKind, String ofType) {
        return new SampleRequest(host, ofKind, ofType, user, password, token, nkey, jwt);
    }

    public SampleRequest user(String name, String secret) {
        return new SampleRequest(host, kind, type, name, secret, token, nkey, jwt);
    }

    public SampleRequest token(String secret) {
        return new SampleRequest(host, kind, type, user, password, secret, nkey, jwt);
    }

    public SampleRequest nkey(String key) {
        return new SampleRequest(host, kind, type, user, password, token, key, jwt);
    }

    public SampleRequest jwt(String text) {
        return new SampleRequest(host, kind, type, user, password, token, nkey, text);
    }

    public AuthorizationRequest build() {
        ServerId server = new ServerId("s1", "0.0.0.0", SERVER, "2.15.1", "east", List.of("blue", "zone:7"), null);
        ClientInfo info = new ClientInfo(host, 7, "", "laptop-7", List.of(), "", kind, type, "", "");
        ConnectOptions connect = new ConnectOptions(jwt, nkey, null, token, user, password, null, "go", "1.40.0", 1);
        return new AuthorizationRequest("ACCOUNT", 0, 0, server, USER, info, connect, null, null);
    }

    /** A deadline that no test reaches. */
    public static long inTime() {
        return System.nanoTime() + Duration.ofMinutes(1).toNanos();
    }
}
