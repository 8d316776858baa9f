package io.gatehouse.transport;

import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of us once we are logged in, in an INFO of its own; servers before 2.12 say nothing. No other user can
 * make it up, unlike the answer to {@code $SYS.REQ.USER.INFO}.
 *
 * @param account where our user is; null when that is not told
 * @param system whether that is the system account
 */
record ConnectInfo(@Nullable String account, boolean system) {
    static final ConnectInfo NONE = new ConnectInfo(null, false);

    /** {@link #NONE} when it is another INFO. */
    static ConnectInfo parse(String json) {
        try {
            JsonValue info = JsonParser.parse(json);
            return isTrue(info, "connect_info")
                    ? new ConnectInfo(text(info, "remote_account"), isTrue(info, "acc_is_sys"))
                    : NONE;
        } catch (JsonParseException | RuntimeException e) {
            // The parser tells of some mistakes by exceptions that it does not mean to throw.
            return NONE;
        }
    }

    private static boolean isTrue(JsonValue of, String name) {
        JsonValue value = of.map == null ? null : of.map.get(name);
        return value != null && Boolean.TRUE.equals(value.bool);
    }

    private static @Nullable String text(JsonValue of, String name) {
        JsonValue value = of.map == null ? null : of.map.get(name);
        return value == null ? null : value.string;
    }
}
