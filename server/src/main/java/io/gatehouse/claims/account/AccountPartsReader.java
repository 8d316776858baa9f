package io.gatehouse.claims.account;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.UserBodyReader;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.account.AccountLimits.JetStream;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.Names;
import io.gatehouse.claims.jwt.VerifiedJwt;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the objects that account claims are made of. */
final class AccountPartsReader {
    /** What the server makes of absent limits. */
    static final AccountLimits NO_LIMITS_TOLD =
            new AccountLimits(0, 0, 0, 0, 0, false, false, 0, 0, JetStream.DISABLED);

    private static final int MAX_ENTRIES = 10_000;
    private static final Names EXPORT =
            new Names("name", "subject", "type", "response_type", "account_token_position", "description");
    private static final Names LIMITS = new Names(
            "subs",
            "data",
            "payload",
            "imports",
            "exports",
            "wildcards",
            "disallow_bearer",
            "conn",
            "leaf",
            "mem_storage",
            "disk_storage",
            "streams",
            "consumer");
    private static final Names SCOPE = new Names("key", "role", "template", "description");
    private static final Names AUTHORIZATION = new Names("auth_users", "allowed_accounts", "xkey");

    private AccountPartsReader() {}

    static List<AccountExport> exports(JsonReader in) throws ClaimsException {
        List<AccountExport> exports = new ArrayList<>();
        JsonReader.Elements list = in.list(MAX_ENTRIES);
        while (list.next()) {
            exports.add(export(in));
        }
        return exports;
    }

    private static AccountExport export(JsonReader in) throws ClaimsException {
        String name = "";
        String subject = "";
        String type = "";
        String responseType = "";
        long position = 0;
        String description = "";
        JsonReader.Members export = in.object(EXPORT);
        while (export.next()) {
            switch (export.name()) {
                case "name" -> name = in.string();
                case "subject" -> subject = in.string();
                case "type" -> type = in.string();
                case "response_type" -> responseType = in.string();
                case "account_token_position" -> position = in.number();
                default -> description = in.string();
            }
        }
        return new AccountExport(name, subject, type, responseType, position, description);
    }

    static AccountLimits limits(JsonReader in) throws ClaimsException {
        long[] numbers = new long[13];
        boolean wildcards = false;
        boolean disallowBearer = false;
        JsonReader.Members limits = in.object(LIMITS);
        while (limits.next()) {
            switch (limits.name()) {
                case "wildcards" -> wildcards = in.bool();
                case "disallow_bearer" -> disallowBearer = in.bool();
                default -> numbers[limits.index()] = in.number();
            }
        }
        return new AccountLimits(
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                wildcards,
                disallowBearer,
                numbers[7],
                numbers[8],
                new JetStream(numbers[9], numbers[10], numbers[11], numbers[12]));
    }

    /** A key by itself, or an object for a scoped one. */
    static AccountSigningKey signingKey(JsonReader in) throws ClaimsException {
        if (in.isString()) {
            return new AccountSigningKey(VerifiedJwt.key(in.string(), NkeyKind.ACCOUNT, "signing_keys"), null);
        }
        String key = null;
        String role = "";
        String description = "";
        UserClaims.Body template = new UserBodyReader(Limits.NO_LIMIT).body();
        JsonReader.Members scope = in.object(SCOPE);
        while (scope.next()) {
            switch (scope.name()) {
                case "key" -> key = in.string();
                case "role" -> role = in.string();
                case "template" -> template = UserBodyReader.template(in);
                default -> description = in.string();
            }
        }
        return new AccountSigningKey(
                VerifiedJwt.key(key, NkeyKind.ACCOUNT, "signing_keys"),
                new AccountSigningKey.Scope(role, description, template));
    }

    /** Null when no users are listed: that switches the callout off. */
    static @Nullable CalloutAuthorization authorization(JsonReader in) throws ClaimsException {
        List<String> users = List.of();
        List<String> accounts = List.of();
        String xkey = "";
        JsonReader.Members authorization = in.object(AUTHORIZATION);
        while (authorization.next()) {
            switch (authorization.name()) {
                case "auth_users" -> users = in.strings(MAX_ENTRIES);
                case "allowed_accounts" -> accounts = in.strings(MAX_ENTRIES);
                default -> xkey = in.string();
            }
        }
        return users.isEmpty()
                ? null
                : new CalloutAuthorization(
                        users(users), accounts, xkey.isEmpty() ? null : VerifiedJwt.key(xkey, NkeyKind.CURVE, "xkey"));
    }

    private static List<Nkey> users(List<String> texts) throws ClaimsException {
        List<Nkey> users = new ArrayList<>();
        for (String text : texts) {
            users.add(VerifiedJwt.key(text, NkeyKind.USER, "auth_users"));
        }
        return users;
    }
}
