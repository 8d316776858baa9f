package io.gatehouse.claims.request;

import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.claims.jwt.JwtTemplate;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import org.jspecify.annotations.Nullable;

/** Signs authorization requests as nats-server does, for the warm-up and the load tool. */
public final class RequestJwt {
    private RequestJwt() {}

    /**
     * The signed request, as ASCII; what a request leaves out when it is empty is left out.
     *
     * @param request what is asked; its server must be the signer
     * @throws IllegalArgumentException when the server's key is not the signer's
     */
    public static byte[] sign(AuthorizationRequest request, SigningKey server) {
        if (!request.server().id().equals(server.publicKey())) {
            throw new IllegalArgumentException("the server that asks must sign the request");
        }
        JsonWriter json = new JsonWriter(1024).begin();
        json.member("aud", RequestDecoder.AUDIENCE);
        json.optional("exp", request.expiresAt()).optional("iat", request.issuedAt());
        json.member("iss", server.publicKey().text()).member("sub", request.subject());
        json.name("nats").begin();
        server(request.server(), json);
        json.member("user_nkey", request.userNkey().text());
        client(request.client(), json);
        connect(request.connect(), json);
        tls(request.tls(), json);
        json.optional("request_nonce", request.requestNonce());
        json.member("type", RequestDecoder.TYPE).member("version", RequestDecoder.VERSION);
        json.end().end();
        return JwtTemplate.sign(server, json.toByteArray());
    }

    private static void server(ServerId server, JsonWriter json) {
        json.name("server_id").begin();
        json.member("name", server.name()).member("host", server.host());
        json.member("id", server.id().text());
        json.optional("version", server.version()).optional("cluster", server.cluster());
        json.optional("tags", server.tags());
        Nkey xkey = server.xkey();
        json.optional("xkey", xkey == null ? null : xkey.text()).end();
    }

    private static void client(ClientInfo client, JsonWriter json) {
        json.name("client_info").begin();
        json.optional("host", client.host()).optional("id", client.id());
        json.optional("user", client.user()).optional("name", client.name());
        json.optional("tags", client.tags()).optional("name_tag", client.nameTag());
        json.optional("kind", client.kind()).optional("type", client.type());
        json.optional("mqtt_id", client.mqttId())
                .optional("nonce", client.nonce())
                .end();
    }

    private static void connect(ConnectOptions options, JsonWriter json) {
        json.name("connect_opts").begin();
        json.optional("jwt", options.jwt()).optional("nkey", options.nkey()).optional("sig", options.signature());
        json.optional("auth_token", options.token()).optional("user", options.user());
        json.optional("pass", options.password()).optional("name", options.name());
        json.optional("lang", options.lang()).optional("version", options.version());
        json.member("protocol", options.protocol()).end();
    }

    private static void tls(@Nullable ClientTls tls, JsonWriter json) {
        if (tls == null) {
            return;
        }
        json.name("client_tls").begin();
        json.optional("version", tls.version()).optional("cipher", tls.cipher()).optional("certs", tls.certs());
        if (!tls.verifiedChains().isEmpty()) {
            json.name("verified_chains").beginList();
            for (var chain : tls.verifiedChains()) {
                json.beginList();
                chain.forEach(json::string);
                json.endList();
            }
            json.endList();
        }
        json.end();
    }
}
