package io.gatehouse.testkit;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A login as a nats-server asks about it, to be varied: what is not said is as in any other, or absent. */
public record TestLogin(
        @Nullable String user,
        @Nullable String password,
        @Nullable String token,
        String host,
        String clientName,
        String connectionType,
        @Nullable ClientTls tls,
        @Nullable NkeyProof nkey) {
    private static final Nkey SERVER = SigningKey.generate(NkeyKind.SERVER).publicKey();
    private static final Nkey USER = SigningKey.generate(NkeyKind.USER).publicKey();

    /** A login without any credentials. */
    public static final TestLogin ANONYMOUS = new TestLogin(null, null, null, "10.1.2.3", "", "nats", null, null);

    public static TestLogin password(String user, String password) {
        return ANONYMOUS.withUser(user).withPassword(password);
    }

    public static TestLogin token(String token) {
        return ANONYMOUS.withToken(token);
    }

    /** A login by a certificate alone. */
    public static TestLogin certificate(List<String> chain) {
        return ANONYMOUS.withCertificate(chain);
    }

    public TestLogin withUser(String name) {
        return new TestLogin(name, password, token, host, clientName, connectionType, tls, nkey);
    }

    public TestLogin withPassword(String secret) {
        return new TestLogin(user, secret, token, host, clientName, connectionType, tls, nkey);
    }

    public TestLogin withToken(String secret) {
        return new TestLogin(user, password, secret, host, clientName, connectionType, tls, nkey);
    }

    /** By TLS, with a certificate that the server has verified: in PEM, with those of its issuers behind it. */
    public TestLogin withCertificate(List<String> chain) {
        ClientTls verified = new ClientTls("1.3", "TLS_AES_128_GCM_SHA256", List.of(), List.of(chain));
        return new TestLogin(user, password, token, host, clientName, connectionType, verified, nkey);
    }

    /**
     * With an nkey and a signature.
     *
     * @param nonce what the server has sent, and the client signed
     */
    public TestLogin withNkey(String key, String signature, String nonce) {
        NkeyProof proof = new NkeyProof(key, signature, nonce);
        return new TestLogin(user, password, token, host, clientName, connectionType, tls, proof);
    }

    /** Under another name, in whichever of its members says who it is. */
    TestLogin named(String name) {
        return nkey != null
                ? withNkey(name, nkey.signature, nkey.nonce)
                : user == null ? withToken(name) : withUser(name);
    }

    /** From another address. */
    public TestLogin withHost(String address) {
        return new TestLogin(user, password, token, address, clientName, connectionType, tls, nkey);
    }

    /** With another name of the client's connection. */
    public TestLogin withClientName(String name) {
        return new TestLogin(user, password, token, host, name, connectionType, tls, nkey);
    }

    /** By another type of connection: {@code nats}, {@code websocket} or {@code mqtt}. */
    public TestLogin withConnectionType(String type) {
        return new TestLogin(user, password, token, host, clientName, type, tls, nkey);
    }

    /** The request of a server. */
    public AuthorizationRequest request() {
        ServerId server = new ServerId("server", "127.0.0.1", SERVER, "2.15.3", "", List.of(), null);
        String nonce = nkey == null ? "" : nkey.nonce;
        ClientInfo client = new ClientInfo(host, 7, "", clientName, List.of(), "", "Client", connectionType, "", nonce);
        String key = nkey == null ? null : nkey.key;
        String signature = nkey == null ? null : nkey.signature;
        ConnectOptions connect =
                new ConnectOptions(null, key, signature, token, user, password, clientName, "go", "1.55.0", 1);
        return new AuthorizationRequest("ACCOUNT", 0, 0, server, USER, client, connect, tls, null);
    }

    /** Without its secrets. */
    @Override
    public String toString() {
        return "TestLogin[user=" + user + ", host=" + host + ", clientName=" + clientName + ", connectionType="
                + connectionType + "]";
    }

    /** A public nkey, and a signature of the nonce. */
    public record NkeyProof(String key, String signature, String nonce) {
        /** Without the signature. */
        @Override
        public String toString() {
            return "NkeyProof[key=" + key + "]";
        }
    }
}
