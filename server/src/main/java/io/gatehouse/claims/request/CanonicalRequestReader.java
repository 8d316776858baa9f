package io.gatehouse.claims.request;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the claims of a request in the one form in which nats-server writes it: every member in its place, in ASCII. That is
 * more than twice as fast as {@link RequestReader}, which reads every other form; both read the same from the same. May be used
 * by many threads.
 */
final class CanonicalRequestReader {

    private static final byte[] AUD = name("aud");
    private static final byte[] AUTH_TOKEN = name("auth_token");
    private static final byte[] CERTS = name("certs");
    private static final byte[] CIPHER = name("cipher");
    private static final byte[] CLIENT_INFO = name("client_info");
    private static final byte[] CLIENT_TLS = name("client_tls");
    private static final byte[] CLUSTER = name("cluster");
    private static final byte[] CONNECT_OPTS = name("connect_opts");
    private static final byte[] EXP = name("exp");
    private static final byte[] HOST = name("host");
    private static final byte[] IAT = name("iat");
    private static final byte[] ID = name("id");
    private static final byte[] ISS = name("iss");
    private static final byte[] JTI = name("jti");
    private static final byte[] JWT = name("jwt");
    private static final byte[] KIND = name("kind");
    private static final byte[] LANG = name("lang");
    private static final byte[] MQTT_ID = name("mqtt_id");
    private static final byte[] NAME = name("name");
    private static final byte[] NAME_TAG = name("name_tag");
    private static final byte[] NATS = name("nats");
    private static final byte[] NBF = name("nbf");
    private static final byte[] NKEY = name("nkey");
    private static final byte[] NONCE = name("nonce");
    private static final byte[] PASS = name("pass");
    private static final byte[] PROTOCOL = name("protocol");
    private static final byte[] REQUEST_NONCE = name("request_nonce");
    private static final byte[] SERVER_ID = name("server_id");
    private static final byte[] SIG = name("sig");
    private static final byte[] SUB = name("sub");
    private static final byte[] TAGS = name("tags");
    private static final byte[] TYPE = name("type");
    private static final byte[] USER = name("user");
    private static final byte[] USER_NKEY = name("user_nkey");
    private static final byte[] VERIFIED_CHAINS = name("verified_chains");
    private static final byte[] VERSION = name("version");
    private static final byte[] XKEY = name("xkey");

    private final InternCache<String> texts = new InternCache<>();
    private final InternCache<RequestClaims.Server> servers = new InternCache<>();
    private final Function<CanonicalJson, RequestClaims.Server> serverReader = this::server;

    private static byte[] name(String name) {
        return ('"' + name + "\":").getBytes(US_ASCII);
    }

    /** The claims; null when they are in another form, and may be anything. */
    @Nullable RequestClaims read(byte[] json) {
        CanonicalJson in = new CanonicalJson(json);
        RequestClaims claims = claims(in);
        return in.isWhole() ? claims : null;
    }

    private RequestClaims claims(CanonicalJson in) {
        in.begin();
        String audience = in.member(AUD) ? in.string(texts) : "";
        long expiresAt = in.member(EXP) ? in.number() : 0;
        if (in.member(JTI)) {
            in.skipString();
        }
        long issuedAt = in.member(IAT) ? in.number() : 0;
        String issuer = in.member(ISS) ? in.string(texts) : "";
        if (in.member(NAME)) {
            in.skipString();
        }
        long notBefore = in.member(NBF) ? in.number() : 0;
        String subject = in.member(SUB) ? in.string(texts) : "";
        Body nats = in.member(NATS) ? body(in) : Body.NONE;
        in.end();
        return new RequestClaims(
                issuer,
                audience,
                subject,
                issuedAt,
                expiresAt,
                notBefore,
                nats.type,
                nats.version,
                nats.server,
                nats.userNkey,
                nats.client,
                nats.connect,
                nats.tls,
                nats.requestNonce);
    }

    private Body body(CanonicalJson in) {
        in.begin();
        RequestClaims.Server server = in.member(SERVER_ID) ? in.object(servers, serverReader) : RequestParts.NO_SERVER;
        String userNkey = in.member(USER_NKEY) ? in.string() : "";
        ClientInfo client = in.member(CLIENT_INFO) ? client(in) : RequestParts.NO_CLIENT;
        ConnectOptions connect = in.member(CONNECT_OPTS) ? connect(in) : RequestParts.NO_OPTIONS;
        ClientTls tls = in.member(CLIENT_TLS) ? tls(in) : null;
        String requestNonce = in.member(REQUEST_NONCE) ? in.string() : null;
        if (in.member(TAGS)) {
            in.strings(RequestParts.MAX_TAGS);
        }
        String type = in.member(TYPE) ? in.string(texts) : "";
        long version = in.member(VERSION) ? in.number() : 0;
        in.end();
        return new Body(type, version, server, userNkey, client, connect, tls, requestNonce);
    }

    private RequestClaims.Server server(CanonicalJson in) {
        in.begin();
        String name = text(in, NAME);
        String host = text(in, HOST);
        String id = in.member(ID) ? in.string(texts) : "";
        String version = text(in, VERSION);
        String cluster = text(in, CLUSTER);
        List<String> tags = in.member(TAGS) ? in.strings(RequestParts.MAX_TAGS) : List.of();
        String xkey = text(in, XKEY);
        in.end();
        return new RequestClaims.Server(name, host, id, version, cluster, tags, xkey);
    }

    private ClientInfo client(CanonicalJson in) {
        in.begin();
        String host = text(in, HOST);
        long id = in.member(ID) ? in.number() : 0;
        String user = text(in, USER);
        String name = text(in, NAME);
        List<String> tags = in.member(TAGS) ? in.strings(RequestParts.MAX_TAGS) : List.of();
        String nameTag = text(in, NAME_TAG);
        String kind = in.member(KIND) ? in.string(texts) : "";
        String type = in.member(TYPE) ? in.string(texts) : "";
        String mqttId = text(in, MQTT_ID);
        String nonce = text(in, NONCE);
        in.end();
        return new ClientInfo(host, id, user, name, tags, nameTag, kind, type, mqttId, nonce);
    }

    private ConnectOptions connect(CanonicalJson in) {
        in.begin();
        String jwt = option(in, JWT);
        String nkey = option(in, NKEY);
        String signature = option(in, SIG);
        String token = option(in, AUTH_TOKEN);
        String user = option(in, USER);
        String password = option(in, PASS);
        String name = option(in, NAME);
        String lang = in.member(LANG) ? present(in.string(texts)) : null;
        String version = in.member(VERSION) ? present(in.string(texts)) : null;
        int protocol = in.member(PROTOCOL) ? in.integer() : 0;
        in.end();
        return new ConnectOptions(jwt, nkey, signature, token, user, password, name, lang, version, protocol);
    }

    private ClientTls tls(CanonicalJson in) {
        in.begin();
        String version = in.member(VERSION) ? in.string(texts) : "";
        String cipher = in.member(CIPHER) ? in.string(texts) : "";
        List<String> certs = in.member(CERTS) ? in.strings(RequestParts.MAX_CERTIFICATES) : List.of();
        List<List<String>> chains = in.member(VERIFIED_CHAINS)
                ? in.lists(RequestParts.MAX_CHAINS, RequestParts.MAX_CERTIFICATES)
                : List.of();
        in.end();
        return new ClientTls(version, cipher, certs, chains);
    }

    private static String text(CanonicalJson in, byte[] name) {
        return in.member(name) ? in.string() : "";
    }

    private static @Nullable String option(CanonicalJson in, byte[] name) {
        return in.member(name) ? present(in.string()) : null;
    }

    private static @Nullable String present(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The claims below {@code nats}. */
    private record Body(
            String type,
            long version,
            RequestClaims.Server server,
            String userNkey,
            ClientInfo client,
            ConnectOptions connect,
            @Nullable ClientTls tls,
            @Nullable String requestNonce) {
        static final Body NONE = new Body(
                "", 0, RequestParts.NO_SERVER, "", RequestParts.NO_CLIENT, RequestParts.NO_OPTIONS, null, null);
    }
}
