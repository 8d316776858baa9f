package io.gatehouse.claims.account;

import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.UserBodyReader;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.Json;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.Names;
import io.gatehouse.claims.jwt.SignedJwt;
import io.gatehouse.claims.jwt.VerifiedJwt;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.drops.Drop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the claims of one account JWT. */
final class AccountClaimsReader {
    private static final Names CLAIMS = new Names("iss", "sub", "name", "nats");
    private static final Names EXPIRY = new Names("exp");
    private static final Names NATS =
            new Names("exports", "limits", "signing_keys", "default_permissions", "authorization", "type", "version");
    private static final Names PERMISSIONS = new Names("pub", "sub", "resp");

    private @Nullable String issuer;
    private @Nullable String subject;
    private String name = "";
    private List<AccountExport> exports = List.of();
    private AccountLimits limits = AccountPartsReader.NO_LIMITS_TOLD;
    private List<AccountSigningKey> signingKeys = List.of();
    private Permissions defaults = Permissions.NONE;
    private @Nullable CalloutAuthorization authorization;
    private String type = "";
    private long version;

    private AccountClaimsReader() {}

    static AccountClaims read(SignedJwt jwt) throws ClaimsException {
        AccountClaimsReader reader = new AccountClaimsReader();
        AccountClaims account = JsonReader.read(Json.ACCOUNT, jwt.payload(), reader::claims);
        Nkey issuer = VerifiedJwt.key(reader.issuer, "iss", Drop.WRONG_ISSUER);
        VerifiedJwt.check(jwt, "account", reader.type, reader.version, issuer);
        return account;
    }

    static long expiresAt(SignedJwt jwt) throws ClaimsException {
        return JsonReader.read(Json.ACCOUNT, jwt.payload(), in -> {
            long end = 0;
            JsonReader.Members claims = in.object(EXPIRY);
            while (claims.next()) {
                end = in.number();
            }
            return end;
        });
    }

    private AccountClaims claims(JsonReader in) throws ClaimsException {
        JsonReader.Members claims = in.object(CLAIMS);
        while (claims.next()) {
            switch (claims.name()) {
                case "iss" -> issuer = in.string();
                case "sub" -> subject = in.string();
                case "name" -> name = in.string();
                default -> nats(in);
            }
        }
        Nkey id = VerifiedJwt.key(subject, NkeyKind.ACCOUNT, "sub");
        return new AccountClaims(id, name, signingKeys, limits, defaults, authorization, exports);
    }

    private void nats(JsonReader in) throws ClaimsException {
        JsonReader.Members nats = in.object(NATS);
        while (nats.next()) {
            switch (nats.name()) {
                case "exports" -> exports = AccountPartsReader.exports(in);
                case "limits" -> limits = AccountPartsReader.limits(in);
                case "signing_keys" -> signingKeys = signingKeys(in);
                case "default_permissions" -> defaults = permissions(in);
                case "authorization" -> authorization = AccountPartsReader.authorization(in);
                case "type" -> type = in.string();
                default -> version = in.number();
            }
        }
    }

    private static List<AccountSigningKey> signingKeys(JsonReader in) throws ClaimsException {
        List<AccountSigningKey> keys = new ArrayList<>();
        JsonReader.Elements list = in.list(1_000);
        while (list.next()) {
            keys.add(AccountPartsReader.signingKey(in));
        }
        return keys;
    }

    private static Permissions permissions(JsonReader in) throws ClaimsException {
        UserBodyReader reader = new UserBodyReader(0);
        JsonReader.Members members = in.object(PERMISSIONS);
        while (members.next()) {
            reader.member(members.name(), in);
        }
        return reader.permissions();
    }
}
