package io.gatehouse.claims.request;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.Json;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.Names;
import org.jspecify.annotations.Nullable;

/** Reads the claims of one authorization request, and nothing of what they mean. */
final class RequestReader {
    private static final Names CLAIMS = new Names("iss", "aud", "sub", "iat", "exp", "nbf", "nats");
    private static final Names NATS = new Names(
            "type", "version", "server_id", "user_nkey", "client_info", "connect_opts", "client_tls", "request_nonce");

    private String issuer = "";
    private String audience = "";
    private String subject = "";
    private long issuedAt;
    private long expiresAt;
    private long notBefore;
    private String type = "";
    private long version;
    private RequestClaims.Server server = RequestParts.NO_SERVER;
    private String userNkey = "";
    private ClientInfo client = RequestParts.NO_CLIENT;
    private ConnectOptions connect = RequestParts.NO_OPTIONS;
    private @Nullable ClientTls tls;
    private @Nullable String requestNonce;

    private RequestReader() {}

    /** Reads claims in any form that JSON has. */
    static RequestClaims read(byte[] json) throws ClaimsException {
        return JsonReader.read(Json.REQUEST, json, in -> new RequestReader().claims(in));
    }

    private RequestClaims claims(JsonReader in) throws ClaimsException {
        JsonReader.Members claims = in.object(CLAIMS);
        while (claims.next()) {
            switch (claims.name()) {
                case "iss" -> issuer = in.string();
                case "aud" -> audience = in.string();
                case "sub" -> subject = in.string();
                case "iat" -> issuedAt = in.number();
                case "exp" -> expiresAt = in.number();
                case "nbf" -> notBefore = in.number();
                default -> nats(in);
            }
        }
        return new RequestClaims(
                issuer,
                audience,
                subject,
                issuedAt,
                expiresAt,
                notBefore,
                type,
                version,
                server,
                userNkey,
                client,
                connect,
                tls,
                requestNonce);
    }

    private void nats(JsonReader in) throws ClaimsException {
        JsonReader.Members nats = in.object(NATS);
        while (nats.next()) {
            switch (nats.name()) {
                case "type" -> type = in.string();
                case "version" -> version = in.number();
                case "server_id" -> server = RequestParts.server(in);
                case "user_nkey" -> userNkey = in.string();
                case "client_info" -> client = RequestParts.client(in);
                case "connect_opts" -> connect = RequestParts.connect(in);
                case "client_tls" -> tls = RequestParts.tls(in);
                default -> requestNonce = in.string();
            }
        }
    }
}
