package io.gatehouse.directory.web;

import java.util.ArrayList;
import java.util.List;

/**
 * One request. Its text has neither headers nor the body in it: both hold secrets.
 *
 * @param method as in {@code POST}
 * @param body empty for none; not changed by anybody
 */
public record WebRequest(String method, List<Header> headers, byte[] body) {
    private static final byte[] NOTHING = new byte[0];

    public WebRequest {
        headers = List.copyOf(headers);
    }

    /** A header; its text is without the value. */
    public record Header(String name, String value) {
        @Override
        public String toString() {
            return name + ": ***";
        }
    }

    /** Asks for something. */
    public static WebRequest get(List<Header> headers) {
        return new WebRequest("GET", headers, NOTHING);
    }

    /** Sends a body of some type. */
    public static WebRequest post(List<Header> headers, String contentType, byte[] body) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header("Content-Type", contentType));
        return new WebRequest("POST", all, body);
    }

    @Override
    public String toString() {
        return "WebRequest[method=" + method + ", headers=" + headers + ", body=" + body.length + " bytes]";
    }
}
