package io.gatehouse.admin;

/**
 * Where the HTTP endpoint listens.
 *
 * @param host a host name or an IP address without brackets; {@code 0.0.0.0} or {@code ::} for every interface
 * @param port 1 to 65535, or 0 for any free port
 */
public record HttpSettings(String host, int port) {
    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 9464;
    public static final HttpSettings DEFAULT = new HttpSettings(DEFAULT_HOST, DEFAULT_PORT);

    private static final int MAX_PORT = 65_535;

    public HttpSettings {
        if (host.isBlank() || host.chars().anyMatch(HttpSettings::isForeign)) {
            throw new IllegalArgumentException("the HTTP host is not a host name or an IP address");
        }
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("the HTTP port must be 0 to 65535, not " + port);
        }
    }

    /**
     * Reads {@code host:port}, {@code [IPv6]:port}, or a port alone, which is on {@link #DEFAULT_HOST}.
     *
     * @throws IllegalArgumentException when it is none of these; the message says what to write
     */
    public static HttpSettings parse(String text) {
        String trimmed = text.trim();
        int colon = trimmed.lastIndexOf(':');
        if (colon < 0) {
            return new HttpSettings(DEFAULT_HOST, port(trimmed));
        }
        return new HttpSettings(host(trimmed.substring(0, colon)), port(trimmed.substring(colon + 1)));
    }

    /** As it is written: {@code host:port}, with an IPv6 address in brackets. */
    public String address() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    private static String host(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "a host must come before the colon: 127.0.0.1:9464, or 0.0.0.0:9464 for every interface");
        }
        if (text.startsWith("[") && text.endsWith("]")) {
            return text.substring(1, text.length() - 1);
        }
        if (text.indexOf(':') >= 0) {
            throw new IllegalArgumentException("an IPv6 address must be in brackets: [::1]:9464");
        }
        return text;
    }

    private static int port(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw new IllegalArgumentException(
                    "an HTTP address is host:port with a port of 0 to 65535: 127.0.0.1:9464");
        }
        return Integer.parseInt(text);
    }

    private static boolean isForeign(int c) {
        return c <= ' ' || c >= 0x7f || "[]/?#@".indexOf(c) >= 0;
    }
}
