package io.gatehouse.claims.request;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.Names;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the objects that an authorization request is made of. */
final class RequestParts {
    static final RequestClaims.Server NO_SERVER = new RequestClaims.Server("", "", "", "", "", List.of(), "");
    static final ClientInfo NO_CLIENT = new ClientInfo("", 0, "", "", List.of(), "", "", "", "", "");
    static final ConnectOptions NO_OPTIONS =
            new ConnectOptions(null, null, null, null, null, null, null, null, null, 0);

    static final int MAX_TAGS = 256;
    static final int MAX_CERTIFICATES = 32;
    static final int MAX_CHAINS = 16;

    private static final Names SERVER = new Names("name", "host", "id", "version", "cluster", "tags", "xkey");
    private static final Names CLIENT =
            new Names("host", "id", "user", "name", "tags", "name_tag", "kind", "type", "mqtt_id", "nonce");
    private static final Names CONNECT =
            new Names("jwt", "nkey", "sig", "auth_token", "user", "pass", "name", "lang", "version", "protocol");
    private static final Names TLS = new Names("version", "cipher", "certs", "verified_chains");

    private RequestParts() {}

    static RequestClaims.Server server(JsonReader in) throws ClaimsException {
        String name = "";
        String host = "";
        String id = "";
        String version = "";
        String cluster = "";
        List<String> tags = List.of();
        String xkey = "";
        JsonReader.Members server = in.object(SERVER);
        while (server.next()) {
            switch (server.name()) {
                case "name" -> name = in.string();
                case "host" -> host = in.string();
                case "id" -> id = in.string();
                case "version" -> version = in.string();
                case "cluster" -> cluster = in.string();
                case "tags" -> tags = in.strings(MAX_TAGS);
                default -> xkey = in.string();
            }
        }
        return new RequestClaims.Server(name, host, id, version, cluster, tags, xkey);
    }

    static ClientInfo client(JsonReader in) throws ClaimsException {
        String host = "";
        long id = 0;
        String user = "";
        String name = "";
        List<String> tags = List.of();
        String nameTag = "";
        String kind = "";
        String type = "";
        String mqttId = "";
        String nonce = "";
        JsonReader.Members client = in.object(CLIENT);
        while (client.next()) {
            switch (client.name()) {
                case "host" -> host = in.string();
                case "id" -> id = in.number();
                case "user" -> user = in.string();
                case "name" -> name = in.string();
                case "tags" -> tags = in.strings(MAX_TAGS);
                case "name_tag" -> nameTag = in.string();
                case "kind" -> kind = in.string();
                case "type" -> type = in.string();
                case "mqtt_id" -> mqttId = in.string();
                default -> nonce = in.string();
            }
        }
        return new ClientInfo(host, id, user, name, tags, nameTag, kind, type, mqttId, nonce);
    }

    static ConnectOptions connect(JsonReader in) throws ClaimsException {
        String jwt = null;
        String nkey = null;
        String signature = null;
        String token = null;
        String user = null;
        String password = null;
        String name = null;
        String lang = null;
        String version = null;
        int protocol = 0;
        JsonReader.Members options = in.object(CONNECT);
        while (options.next()) {
            switch (options.name()) {
                case "jwt" -> jwt = option(in);
                case "nkey" -> nkey = option(in);
                case "sig" -> signature = option(in);
                case "auth_token" -> token = option(in);
                case "user" -> user = option(in);
                case "pass" -> password = option(in);
                case "name" -> name = option(in);
                case "lang" -> lang = option(in);
                case "version" -> version = option(in);
                default -> protocol = in.integer();
            }
        }
        return new ConnectOptions(jwt, nkey, signature, token, user, password, name, lang, version, protocol);
    }

    /** An empty option is an absent one: nats-server leaves it out, and nobody may log in with an empty password. */
    private static @Nullable String option(JsonReader in) throws ClaimsException {
        String text = in.string();
        return text.isEmpty() ? null : text;
    }

    static ClientTls tls(JsonReader in) throws ClaimsException {
        String version = "";
        String cipher = "";
        List<String> certs = List.of();
        List<List<String>> chains = List.of();
        JsonReader.Members tls = in.object(TLS);
        while (tls.next()) {
            switch (tls.name()) {
                case "version" -> version = in.string();
                case "cipher" -> cipher = in.string();
                case "certs" -> certs = in.strings(MAX_CERTIFICATES);
                default -> chains = chains(in);
            }
        }
        return new ClientTls(version, cipher, certs, chains);
    }

    private static List<List<String>> chains(JsonReader in) throws ClaimsException {
        List<List<String>> chains = new ArrayList<>();
        JsonReader.Elements list = in.list(MAX_CHAINS);
        while (list.next()) {
            chains.add(in.strings(MAX_CERTIFICATES));
        }
        return List.copyOf(chains);
    }
}
