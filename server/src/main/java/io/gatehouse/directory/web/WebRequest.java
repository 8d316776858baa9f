package io.gatehouse.directory.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** One request. Its text has neither the values of headers nor the body in it: both hold secrets. */
public final class WebRequest {
    private static final byte[] NOTHING = new byte[0];

    private final String method;
    private final List<Header> headers;
    private final byte[] body;

    private WebRequest(String method, List<Header> headers, byte[] body) {
        this.method = method;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    /** A header; its text is without the value. */
    public record Header(String name, String value) {
        private static final String AUTHORIZATION = "Authorization";

        /** A user name and a password as HTTP has them. */
        public static Header basic(String user, String password) {
            byte[] pair = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
            return new Header(AUTHORIZATION, "Basic " + Base64.getEncoder().encodeToString(pair));
        }

        /** A token as HTTP has it. */
        public static Header bearer(String token) {
            return new Header(AUTHORIZATION, "Bearer " + token);
        }

        @Override
        public String toString() {
            return name + ": ***";
        }
    }

    /** Asks for something. */
    public static WebRequest get(List<Header> headers) {
        return new WebRequest("GET", headers, NOTHING);
    }

    /**
     * Sends a body of some type.
     *
     * @param body not changed by anybody
     */
    public static WebRequest post(List<Header> headers, String contentType, byte[] body) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header("Content-Type", contentType));
        return new WebRequest("POST", all, body);
    }

    /** The same with a header, in place of any of that name. */
    WebRequest with(Header header) {
        List<Header> all = new ArrayList<>(headers);
        all.removeIf(before -> before.name().equalsIgnoreCase(header.name()));
        all.add(header);
        return new WebRequest(method, all, body);
    }

    /** As in {@code POST}. */
    String method() {
        return method;
    }

    List<Header> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "WebRequest[method=" + method + ", headers=" + headers + ", body=" + body.length + " bytes]";
    }
}
