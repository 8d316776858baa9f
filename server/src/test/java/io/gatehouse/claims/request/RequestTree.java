package io.gatehouse.claims.request;

import io.gatehouse.claims.jwt.JsonTree;
import io.gatehouse.crypto.Nkey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a decoded request back into the claims that it came from. */
public final class RequestTree {
    private static final ClientTls NOTHING_KNOWN = new ClientTls("", "", List.of(), List.of());

    private RequestTree() {}

    /** What a nats-server would have written for it, leaving out what is empty. */
    public static Map<String, @Nullable Object> of(AuthorizationRequest request) {
        Map<String, @Nullable Object> nats = new LinkedHashMap<>();
        nats.put("server_id", tree(request.server()));
        nats.put("user_nkey", request.userNkey().text());
        nats.put("client_info", tree(request.client()));
        nats.put("connect_opts", tree(request.connect()));
        ClientTls tls = request.tls();
        nats.put("client_tls", tls == null ? "" : tree(tls));
        nats.put("request_nonce", request.requestNonce() == null ? "" : request.requestNonce());
        nats.put("type", "authorization_request");
        nats.put("version", 2L);
        Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        claims.put("aud", "nats-authorization-request");
        claims.put("iss", request.server().id().text());
        claims.put("sub", request.subject());
        claims.put("iat", request.issuedAt());
        claims.put("exp", request.expiresAt());
        claims.put("nats", nats);
        return JsonTree.withoutEmpty(claims);
    }

    private static Map<String, @Nullable Object> tree(ServerId server) {
        Nkey xkey = server.xkey();
        return members(
                "name", server.name(),
                "host", server.host(),
                "id", server.id().text(),
                "version", server.version(),
                "cluster", server.cluster(),
                "tags", server.tags(),
                "xkey", xkey == null ? "" : xkey.text());
    }

    private static Map<String, @Nullable Object> tree(ClientInfo client) {
        return members(
                "host", client.host(),
                "id", client.id() == 0 ? "" : client.id(),
                "user", client.user(),
                "name", client.name(),
                "tags", client.tags(),
                "name_tag", client.nameTag(),
                "kind", client.kind(),
                "type", client.type(),
                "mqtt_id", client.mqttId(),
                "nonce", client.nonce());
    }

    private static Map<String, @Nullable Object> tree(ConnectOptions connect) {
        return members(
                "jwt", connect.jwt(),
                "nkey", connect.nkey(),
                "sig", connect.signature(),
                "auth_token", connect.token(),
                "user", connect.user(),
                "pass", connect.password(),
                "name", connect.name(),
                "lang", connect.lang(),
                "version", connect.version(),
                "protocol", (long) connect.protocol());
    }

    /** Of a connection with TLS of which nothing is known there is still an object. */
    private static Map<String, @Nullable Object> tree(ClientTls tls) {
        return members(
                "unknown", tls.equals(NOTHING_KNOWN) ? "member" : "",
                "version", tls.version(),
                "cipher", tls.cipher(),
                "certs", tls.certs(),
                "verified_chains", tls.verifiedChains());
    }

    private static Map<String, @Nullable Object> members(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            members.put(String.valueOf(namesAndValues[i]), value == null ? "" : value);
        }
        return members;
    }
}
