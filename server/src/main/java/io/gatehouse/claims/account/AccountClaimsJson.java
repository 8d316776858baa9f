package io.gatehouse.claims.account;

import io.gatehouse.claims.UserClaimsJson;
import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.crypto.Nkey;

/** Writes the {@code nats} claim of account JWTs. */
final class AccountClaimsJson {
    private AccountClaimsJson() {}

    static void write(AccountClaims account, JsonWriter json) {
        json.name("nats").begin();
        exports(account, json);
        json.name("limits").begin();
        limits(account.limits(), json);
        json.end();
        signingKeys(account, json);
        json.name("default_permissions").begin();
        UserClaimsJson.permissions(account.defaultPermissions(), json);
        json.end();
        CalloutAuthorization callout = account.authorization();
        if (callout != null) {
            authorization(callout, json);
        }
        json.member("type", "account").member("version", 2).end();
    }

    private static void exports(AccountClaims account, JsonWriter json) {
        if (account.exports().isEmpty()) {
            return;
        }
        json.name("exports").beginList();
        for (AccountExport export : account.exports()) {
            json.begin();
            json.optional("name", export.name());
            json.member("subject", export.subject()).member("type", export.type());
            json.optional("response_type", export.responseType());
            json.optional("account_token_position", export.accountTokenPosition());
            json.optional("description", export.description()).end();
        }
        json.endList();
    }

    private static void limits(AccountLimits limits, JsonWriter json) {
        json.member("subs", limits.subs());
        json.member("data", limits.data());
        json.member("payload", limits.payload());
        json.member("imports", limits.imports());
        json.member("exports", limits.exports());
        json.optional("wildcards", limits.wildcardExports());
        json.optional("disallow_bearer", limits.disallowBearer());
        json.member("conn", limits.connections());
        json.member("leaf", limits.leafNodes());
        json.optional("mem_storage", limits.jetStream().memory());
        json.optional("disk_storage", limits.jetStream().disk());
        json.optional("streams", limits.jetStream().streams());
        json.optional("consumer", limits.jetStream().consumers());
    }

    private static void signingKeys(AccountClaims account, JsonWriter json) {
        if (account.signingKeys().isEmpty()) {
            return;
        }
        json.name("signing_keys").beginList();
        for (AccountSigningKey entry : account.signingKeys()) {
            AccountSigningKey.Scope scope = entry.scope();
            if (scope == null) {
                json.string(entry.key().text());
            } else {
                scope(entry.key(), scope, json);
            }
        }
        json.endList();
    }

    private static void scope(Nkey key, AccountSigningKey.Scope scope, JsonWriter json) {
        json.begin();
        json.member("kind", "user_scope");
        json.member("key", key.text());
        json.member("role", scope.role());
        json.name("template").begin();
        UserClaimsJson.body(scope.template(), json);
        json.end();
        json.member("description", scope.description()).end();
    }

    private static void authorization(CalloutAuthorization callout, JsonWriter json) {
        json.name("authorization").begin();
        json.optional("auth_users", callout.authUsers().stream().map(Nkey::text).toList());
        json.optional("allowed_accounts", callout.allowedAccounts());
        Nkey xkey = callout.xkey();
        json.optional("xkey", xkey == null ? null : xkey.text()).end();
    }
}
