package io.gatehouse.transport;

import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The server's answer to {@code $SYS.REQ.USER.INFO}.
 *
 * @param account the account of our user
 * @param allowsResponses whether replies to what it is sent are allowed, whatever else it may publish
 */
record UserInfo(String account, boolean allowsResponses) {
    static final String SUBJECT = "$SYS.REQ.USER.INFO";

    /** Null when it is no such answer. */
    static @Nullable UserInfo parse(byte[] json) {
        try {
            JsonValue data = member(JsonParser.parse(json), "data");
            JsonValue account = member(data, "account");
            return account == null || account.string == null
                    ? null
                    : new UserInfo(account.string, member(member(data, "permissions"), "responses") != null);
        } catch (JsonParseException e) {
            return null;
        }
    }

    private static @Nullable JsonValue member(@Nullable JsonValue of, String name) {
        return of == null || of.map == null ? null : of.map.get(name);
    }
}
