package io.gatehouse.directory.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole answer to a request. Its text is without headers and body. */
public final class WebAnswer {
    private static final int OK = 200;
    private static final int REDIRECTION = 300;

    private final WebUrl url;
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * @param url what was asked
     * @param headers by their names, whatever case these are written in; several of one name are joined by commas
     * @param body not changed by anybody
     */
    public WebAnswer(WebUrl url, int status, Map<String, String> headers, byte[] body) {
        this.url = url;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** What was asked. */
    public WebUrl url() {
        return url;
    }

    public int status() {
        return status;
    }

    /** The bytes of the body, which are not to be changed. */
    public byte[] body() {
        return body;
    }

    /** The value of a header; null when there is none. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** Whether the status is one of those that say that all went well. */
    public boolean isSuccess() {
        return status >= OK && status < REDIRECTION;
    }

    @Override
    public String toString() {
        return "WebAnswer[url=" + url.server() + ", status=" + status + ", body=" + body.length + " bytes]";
    }
}
