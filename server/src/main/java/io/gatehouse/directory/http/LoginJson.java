package io.gatehouse.directory.http;

import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.ServerId;
import java.util.List;
import java.util.Set;

/** Writes a login as a service is told of it; docs/reference/http-request.schema.json describes it. */
final class LoginJson {
    private static final int CAPACITY = 512;

    private final JsonWriter out = new JsonWriter(CAPACITY);
    private final AuthorizationRequest login;
    private final Set<SentPart> sent;

    private LoginJson(AuthorizationRequest login, Set<SentPart> sent) {
        this.login = login;
        this.sent = sent;
    }

    static byte[] of(AuthorizationRequest login, Set<SentPart> sent) {
        LoginJson json = new LoginJson(login, sent);
        json.write();
        return json.out.toByteArray();
    }

    private void write() {
        ConnectOptions connect = login.connect();
        out.begin();
        if (HttpCredentials.hasPassword(connect)) {
            out.optional("user", connect.user()).optional("password", connect.password());
        }
        if (HttpCredentials.hasToken(connect)) {
            out.optional("token", connect.token());
        }
        client(connect);
        server();
        if (sent.contains(SentPart.ACCOUNT)) {
            out.member("account", login.subject());
        }
        tls();
        out.end();
    }

    private void client(ConnectOptions connect) {
        out.name("client").begin();
        if (sent.contains(SentPart.HOST)) {
            out.optional("host", login.client().host());
        }
        if (sent.contains(SentPart.CONNECTION)) {
            out.optional("kind", login.client().kind())
                    .optional("type", login.client().type());
        }
        if (sent.contains(SentPart.CLIENT_NAME)) {
            out.optional("name", connect.name());
        }
        if (sent.contains(SentPart.LIBRARY)) {
            out.optional("library", connect.lang()).optional("library_version", connect.version());
        }
        if (sent.contains(SentPart.MQTT_ID)) {
            out.optional("mqtt_id", login.client().mqttId());
        }
        out.end();
    }

    private void server() {
        if (sent.contains(SentPart.SERVER)) {
            ServerId server = login.server();
            out.name("server").begin();
            out.member("id", server.id().text())
                    .optional("name", server.name())
                    .optional("host", server.host())
                    .optional("cluster", server.cluster());
            out.end();
        }
    }

    private void tls() {
        ClientTls tls = login.tls();
        if (tls == null || !(sent.contains(SentPart.TLS) || sent.contains(SentPart.CERTIFICATE))) {
            return;
        }
        out.name("tls").begin();
        if (sent.contains(SentPart.TLS)) {
            out.optional("version", tls.version()).optional("cipher", tls.cipher());
        }
        List<List<String>> chains = tls.verifiedChains();
        if (sent.contains(SentPart.CERTIFICATE) && !chains.isEmpty()) {
            out.optional("certificates", chains.get(0));
        }
        out.end();
    }
}
