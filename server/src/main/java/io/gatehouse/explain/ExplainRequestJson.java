package io.gatehouse.explain;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.Json;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.JsonReader.Members;
import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.claims.jwt.Names;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of an admin request that asks for an explanation; {@code docs/reference/http.md} describes it.
 *
 * @param asText whether the explanation is wanted as text for people, not as JSON
 */
public record ExplainRequestJson(ExplainRequest request, boolean asText) {
    /** What a body may have, in bytes: a captured request in base64, and a little more. */
    public static final int MAX_BYTES = CapturedRequest.MOST_BYTES / 3 * 4 + 64 * 1024;

    private static final int MOST = 1000;

    private static final String TEXT = "text";

    private static final Names MEMBERS = new Names(
            "format",
            "user",
            "password",
            "token",
            "nkey",
            "signature",
            "nonce",
            "certificates",
            "host",
            "connection",
            "tls",
            "client_name",
            "client_library",
            "client_version",
            "server_name",
            "cluster",
            "server_tags",
            "server_version",
            "as",
            "request",
            "server_xkey");

    private static final Names IDENTITY = new Names("name", "groups", "attributes", "directory");

    /** What is sent. */
    public byte[] toBytes() {
        JsonWriter json = new JsonWriter(512).begin().member("format", asText ? TEXT : "json");
        write(request.credentials(), json);
        CapturedRequest captured = request.captured();
        if (captured != null) {
            json.member("request", Base64.getEncoder().encodeToString(captured.body()));
            json.optional("server_xkey", captured.serverXkey());
        } else {
            write(request.facts(), json);
        }
        AssumedIdentity assumed = request.assumed();
        if (assumed != null) {
            json.name("as").begin().member("name", assumed.name());
            json.optional("groups", assumed.groups()).optional("attributes", assumed.attributes());
            json.optional("directory", assumed.directory()).end();
        }
        return json.end().toByteArray();
    }

    private static void write(Credentials credentials, JsonWriter json) {
        text("user", credentials.user(), json);
        text("password", credentials.password(), json);
        text("token", credentials.token(), json);
        text("nkey", credentials.nkey(), json);
        text("signature", credentials.signature(), json);
        json.optional("nonce", credentials.nonce()).optional("certificates", credentials.chain());
    }

    private static void write(LoginDescription facts, JsonWriter json) {
        json.member("host", facts.host()).member("connection", facts.connection());
        json.optional("tls", facts.tls()).optional("client_name", facts.clientName());
        text("client_library", facts.library(), json);
        text("client_version", facts.libraryVersion(), json);
        json.member("server_name", facts.serverName()).optional("cluster", facts.cluster());
        json.optional("server_tags", facts.serverTags()).member("server_version", facts.serverVersion());
    }

    /** An empty one is not an absent one. */
    private static void text(String name, @Nullable String value, JsonWriter json) {
        if (value != null) {
            json.member(name, value);
        }
    }

    /**
     * Reads what came.
     *
     * @throws IllegalArgumentException when it cannot be meant; the message quotes no secret
     */
    public static ExplainRequestJson read(byte[] body) {
        try {
            return JsonReader.read(Json.ADMIN, body, in -> new Reading().read(in));
        } catch (ClaimsException e) {
            throw new IllegalArgumentException("the body is not an object as it is to be: " + e.getMessage(), e);
        }
    }

    /** A body as far as it was read. */
    private static final class Reading {
        private final LoginDescription standard = LoginDescription.DEFAULT;
        private boolean asText;
        private @Nullable String user;
        private @Nullable String password;
        private @Nullable String token;
        private @Nullable String nkey;
        private @Nullable String signature;
        private String nonce = "";
        private List<String> chain = List.of();
        private String host = standard.host();
        private String connection = standard.connection();
        private boolean tls;
        private String clientName = "";
        private @Nullable String library;
        private @Nullable String libraryVersion;
        private String serverName = standard.serverName();
        private String cluster = "";
        private List<String> serverTags = List.of();
        private String serverVersion = standard.serverVersion();
        private @Nullable AssumedIdentity assumed;
        private byte @Nullable [] request;
        private @Nullable String serverXkey;

        ExplainRequestJson read(JsonReader in) throws ClaimsException {
            Members members = in.object(MEMBERS);
            while (members.next()) {
                if (!isCredential(members.name(), in) && !isFact(members.name(), in)) {
                    other(members.name(), in);
                }
            }
            requireKnown(members);
            if (request == null && serverXkey != null) {
                throw new IllegalArgumentException("server_xkey is of a captured request: give that in request");
            }
            return new ExplainRequestJson(
                    new ExplainRequest(
                            new Credentials(user, password, token, nkey, signature, nonce, chain),
                            new LoginDescription(
                                    host,
                                    connection,
                                    tls,
                                    clientName,
                                    library,
                                    libraryVersion,
                                    serverName,
                                    cluster,
                                    serverTags,
                                    serverVersion),
                            assumed,
                            request == null ? null : new CapturedRequest(request, serverXkey)),
                    asText);
        }

        private boolean isCredential(String name, JsonReader in) throws ClaimsException {
            switch (name) {
                case "user" -> user = in.string();
                case "password" -> password = in.string();
                case "token" -> token = in.string();
                case "nkey" -> nkey = in.string();
                case "signature" -> signature = in.string();
                case "nonce" -> nonce = in.string();
                case "certificates" -> chain = in.strings(MOST);
                default -> {
                    return false;
                }
            }
            return true;
        }

        private boolean isFact(String name, JsonReader in) throws ClaimsException {
            switch (name) {
                case "host" -> host = in.string();
                case "connection" -> connection = in.string();
                case "tls" -> tls = in.bool();
                case "client_name" -> clientName = in.string();
                case "client_library" -> library = in.string();
                case "client_version" -> libraryVersion = in.string();
                case "server_name" -> serverName = in.string();
                case "cluster" -> cluster = in.string();
                case "server_tags" -> serverTags = in.strings(MOST);
                case "server_version" -> serverVersion = in.string();
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void other(String name, JsonReader in) throws ClaimsException {
            switch (name) {
                case "as" -> assumed = identity(in);
                case "request" -> request = decoded(in.string());
                case "server_xkey" -> serverXkey = in.string();
                default -> asText = isText(in.string());
            }
        }

        private static boolean isText(String format) {
            if (!format.equals(TEXT) && !format.equals("json")) {
                throw new IllegalArgumentException("format is neither text nor json");
            }
            return format.equals(TEXT);
        }

        private static byte[] decoded(String base64) {
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                // Not as a cause: it may quote the text.
                throw new IllegalArgumentException("request is not base64");
            }
        }

        private static AssumedIdentity identity(JsonReader in) throws ClaimsException {
            String name = null;
            String directory = null;
            List<String> groups = List.of();
            List<String> attributes = List.of();
            Members members = in.object(IDENTITY);
            while (members.next()) {
                switch (members.name()) {
                    case "name" -> name = in.string();
                    case "groups" -> groups = in.strings(MOST);
                    case "attributes" -> attributes = in.strings(MOST);
                    default -> directory = in.string();
                }
            }
            requireKnown(members);
            if (name == null) {
                throw new IllegalArgumentException("as needs a name");
            }
            return new AssumedIdentity(name, groups, attributes, directory);
        }

        /** A password under a wrong name must not make a login without one. */
        private static void requireKnown(Members members) {
            if (members.skipped()) {
                throw new IllegalArgumentException("the body has a member that an explanation does not know:"
                        + " docs/reference/http.md lists those that it does");
            }
        }
    }
}
