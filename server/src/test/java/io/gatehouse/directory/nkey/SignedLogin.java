package io.gatehouse.directory.nkey;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A login with an nkey as a nats-server asks about it. */
record SignedLogin(
        @Nullable String jwt,
        @Nullable String nkey,
        @Nullable String signature,
        String nonce) {
    private static final Nkey SERVER = SigningKey.generate(NkeyKind.SERVER).publicKey();
    private static final Nkey USER = SigningKey.generate(NkeyKind.USER).publicKey();

    /** As nats.go sends it. */
    static SignedLogin of(SigningKey key, String nonce) {
        return new SignedLogin(null, key.publicKey().text(), url(signature(key, nonce)), nonce);
    }

    static byte[] signature(SigningKey key, String nonce) {
        byte[] bytes = nonce.getBytes(StandardCharsets.UTF_8);
        return key.sign(bytes, 0, bytes.length);
    }

    static String url(byte[] signature) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    SignedLogin withSignature(@Nullable String other) {
        return new SignedLogin(jwt, nkey, other, nonce);
    }

    SignedLogin withNonce(String other) {
        return new SignedLogin(jwt, nkey, signature, other);
    }

    SignedLogin withJwt(String sentinel) {
        return new SignedLogin(sentinel, nkey, signature, nonce);
    }

    AuthorizationRequest request() {
        ServerId server = new ServerId("server", "127.0.0.1", SERVER, "2.15.3", "", List.of(), null);
        ClientInfo client = new ClientInfo("10.1.2.3", 7, "", "", List.of(), "", "Client", "nats", "", nonce);
        ConnectOptions connect = new ConnectOptions(jwt, nkey, signature, null, null, null, null, "go", "1.55.0", 1);
        return new AuthorizationRequest("ACCOUNT", 0, 0, server, USER, client, connect, null, null);
    }
}
