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
 * @param publishing what else it may publish
 */
record UserInfo(String account, boolean allowsResponses, PublishRights publishing) {
    static final String SUBJECT = "$SYS.REQ.USER.INFO";

    /** The client library's parser takes a call for each that is open; real answers have some ten. */
    private static final int MAX_BRACKETS = 64;

    private static final int MAX_BYTES = 256 * 1024;

    /** Null when it is no such answer. */
    static @Nullable UserInfo parse(byte[] json) {
        if (json.length > MAX_BYTES || isDeep(json)) {
            return null;
        }
        try {
            JsonValue data = member(JsonParser.parse(json), "data");
            JsonValue account = member(data, "account");
            JsonValue permissions = member(data, "permissions");
            return account == null || account.string == null
                    ? null
                    : new UserInfo(
                            account.string,
                            member(permissions, "responses") != null,
                            PublishRights.of(member(permissions, "publish")));
        } catch (JsonParseException e) {
            return null;
        }
    }

    private static boolean isDeep(byte[] json) {
        int open = 0;
        for (byte octet : json) {
            if (octet == '{' || octet == '[') {
                open++;
            }
        }
        return open > MAX_BRACKETS;
    }

    private static @Nullable JsonValue member(@Nullable JsonValue of, String name) {
        return of == null || of.map == null ? null : of.map.get(name);
    }
}
