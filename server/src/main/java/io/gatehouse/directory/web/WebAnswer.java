package io.gatehouse.directory.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole answer to a request. Its text is without headers and body.
 *
 * @param headers by their names, whatever case these are written in; several of one name are joined by commas
 */
public record WebAnswer(int status, Map<String, String> headers, byte[] body) {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** The value of a header; null when there is none. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** Whether the server says of itself that it cannot answer now. */
    public boolean isOverloadedOrBroken() {
        return status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
    }

    @Override
    public String toString() {
        return "WebAnswer[status=" + status + ", body=" + body.length + " bytes]";
    }
}
