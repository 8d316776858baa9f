package io.gatehouse.admin;

import java.util.Map;

/**
 * The answer to an admin request.
 *
 * @param status of HTTP
 * @param json an object, without a secret
 * @param headers further ones
 */
public record AdminReply(int status, String json, Map<String, String> headers) {
    public AdminReply {
        headers = Map.copyOf(headers);
    }

    public AdminReply(int status, String json) {
        this(status, json, Map.of());
    }

    /** The same, with the advice to ask again after some seconds. */
    public AdminReply again(int seconds) {
        return new AdminReply(status, json, Map.of("retry-after", Integer.toString(seconds)));
    }
}
