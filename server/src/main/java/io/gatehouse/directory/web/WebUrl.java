package io.gatehouse.directory.web;

import io.gatehouse.tls.HostAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a request goes: {@code http} or {@code https}, without user and password. Its text ends before the query, which may hold
 * a key.
 *
 * @param secure whether it is {@code https}
 * @param host a name or an IP address, without brackets
 * @param target path and query as they are sent, beginning with a slash
 */
public record WebUrl(boolean secure, String host, int port, String target) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int LONGEST = 2048;

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException when it is none that could be asked; the message repeats none of it
     */
    public static WebUrl parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean secure = lower.startsWith("https://");
        if (!secure && !lower.startsWith("http://")) {
            throw new IllegalArgumentException("must begin with http:// or https://");
        }
        if (text.length() > LONGEST || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "has characters that a URL cannot have, or more than " + LONGEST + ": write others as %XX");
        }
        String rest = text.substring(text.indexOf("://") + "://".length());
        int end = authorityEnd(rest);
        String target = rest.substring(end);
        if (target.indexOf('#') >= 0) {
            throw new IllegalArgumentException("has a # in it, which is for browsers: write it as %23");
        }
        verify(target);
        URI server = server(rest.substring(0, end));
        int port = server.getPort() < 0 ? (secure ? HTTPS : HTTP) : server.getPort();
        return new WebUrl(secure, unbracketed(server.getHost()), port, target.startsWith("/") ? target : '/' + target);
    }

    private static void verify(String target) {
        try {
            URI unused = new URI("http://host" + (target.startsWith("/") ? target : '/' + target));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "has characters in its path or query that must be written as %XX, or a % without two digits", e);
        }
    }

    private static int authorityEnd(String rest) {
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static URI server(String authority) {
        if (authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "has a user or a password in it: give these by keys of their own, so that they are shown nowhere");
        }
        try {
            URI server = new URI("http://" + authority);
            if (server.getHost() != null && server.getPort() != 0 && server.getPort() <= 0xffff) {
                return server;
            }
        } catch (URISyntaxException e) {
            // is told below, without the text
        }
        throw new IllegalArgumentException("has no host and port that could be connected to");
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Another path and query of the same server. */
    public WebUrl withTarget(String other) {
        return new WebUrl(secure, host, port, other);
    }

    /** Whether the host is this machine by its very name or address; other names are looked up, and may be anybody's. */
    public boolean isLoopback() {
        return host.equalsIgnoreCase("localhost")
                || (HostAddress.is(host) && HostAddress.of(host).isLoopbackAddress());
    }

    /** The server alone: {@code https://users.example.com:8443}. */
    public String server() {
        String name = host.indexOf(':') < 0 ? host : '[' + host + ']';
        return (secure ? "https://" : "http://") + name + ':' + port;
    }

    /** All of it, as it is sent. */
    String full() {
        return server() + target;
    }

    /** Without the query. */
    @Override
    public String toString() {
        int query = target.indexOf('?');
        return server() + (query < 0 ? target : target.substring(0, query));
    }
}
