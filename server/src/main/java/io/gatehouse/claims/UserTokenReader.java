package io.gatehouse.claims;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.Json;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.Names;
import io.gatehouse.claims.jwt.SignedJwt;
import io.gatehouse.claims.jwt.VerifiedJwt;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.drops.Drop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the claims of one user JWT. */
final class UserTokenReader {
    /** What a scoped user's JWT says: nothing. */
    private static final UserClaims.Body EMPTY = new UserBodyReader(0).body();

    private static final Names SUBJECT = new Names("sub");
    private static final Names CLAIMS = new Names("iss", "sub", "aud", "name", "iat", "exp", "nats");
    private static final Names NATS = new Names(
            "pub",
            "sub",
            "resp",
            "src",
            "times",
            "times_location",
            "subs",
            "data",
            "payload",
            "bearer_token",
            "proxy_required",
            "allowed_connection_types",
            "issuer_account",
            "tags",
            "type",
            "version");

    private @Nullable String issuer;
    private @Nullable String subject;
    private @Nullable String audience;
    private String name = "";
    private long issuedAt;
    private long expiresAt;
    private @Nullable String issuerAccount;
    private List<String> tags = List.of();
    private String type = "";
    private long version;
    private final UserBodyReader body = new UserBodyReader(0);

    private UserTokenReader() {}

    static UserToken read(SignedJwt jwt) throws ClaimsException {
        UserTokenReader reader = new UserTokenReader();
        UserToken token = JsonReader.read(Json.ACCOUNT, jwt.payload(), reader::claims);
        VerifiedJwt.check(jwt, "user", reader.type, reader.version, token.issuer());
        return token;
    }

    /** Of claims that nobody has signed. */
    static UserToken read(byte[] json) throws ClaimsException {
        return JsonReader.read(Json.ACCOUNT, json, new UserTokenReader()::claims);
    }

    /** The subject alone, with no look at the signature; empty when there is none. */
    static String subject(SignedJwt jwt) throws ClaimsException {
        return JsonReader.read(Json.ACCOUNT, jwt.payload(), in -> {
            String subject = "";
            JsonReader.Members claims = in.object(SUBJECT);
            while (claims.next()) {
                subject = in.string();
            }
            return subject;
        });
    }

    private UserToken claims(JsonReader in) throws ClaimsException {
        JsonReader.Members claims = in.object(CLAIMS);
        while (claims.next()) {
            switch (claims.name()) {
                case "iss" -> issuer = in.string();
                case "sub" -> subject = in.string();
                case "aud" -> audience = in.string();
                case "name" -> name = in.string();
                case "iat" -> issuedAt = in.number();
                case "exp" -> expiresAt = in.number();
                default -> nats(in);
            }
        }
        return new UserToken(
                VerifiedJwt.key(subject, NkeyKind.USER, "sub"),
                VerifiedJwt.key(issuer, "iss", Drop.WRONG_ISSUER),
                issuedAt,
                expiresAt,
                userClaims());
    }

    private UserClaims userClaims() throws ClaimsException {
        Nkey account =
                issuerAccount == null ? null : VerifiedJwt.key(issuerAccount, NkeyKind.ACCOUNT, "issuer_account");
        UserClaims.Body said = body.body();
        return new UserClaims(name, audience, account, said.equals(EMPTY) ? null : said, tags);
    }

    private void nats(JsonReader in) throws ClaimsException {
        JsonReader.Members nats = in.object(NATS);
        while (nats.next()) {
            switch (nats.name()) {
                case "issuer_account" -> issuerAccount = in.string();
                case "tags" -> tags = in.strings(1_000);
                case "type" -> type = in.string();
                case "version" -> version = in.number();
                default -> body.member(nats.name(), in);
            }
        }
    }
}
