package io.gatehouse.nats;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address of a nats-server. A user, password or token of a URL is no part of it, so it can be shown everywhere.
 *
 * @param host a host name or an IP address; an IPv6 address without brackets
 * @param port 1 to 65535
 * @param path of a websocket, with its first slash; empty for none
 */
public record ServerUrl(Scheme scheme, String host, int port, String path) {
    private static final int MAX_PORT = 65535;

    /** How the server is spoken to. */
    public enum Scheme {
        NATS(4222),
        TLS(4222),
        WS(80),
        WSS(443);

        private final int defaultPort;

        Scheme(int defaultPort) {
            this.defaultPort = defaultPort;
        }

        int defaultPort() {
            return defaultPort;
        }

        /** Whether the connection is made with TLS, whatever else is set. */
        public boolean secure() {
            return this == TLS || this == WSS;
        }

        boolean websocket() {
            return this == WS || this == WSS;
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ServerUrl {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("the port is not a number from 1 to 65535");
        }
        if (!isHost(host)) {
            throw new IllegalArgumentException("the host is neither a host name nor an IP address");
        }
    }

    /**
     * Reads a URL without user, password and token.
     *
     * @throws IllegalArgumentException when it is none; the message repeats none of it
     */
    public static ServerUrl of(String text) {
        try {
            ServerUrlReading.Found found = ServerUrlReading.read(text);
            if (found.login() instanceof NatsSettings.Login.None) {
                return found.url();
            }
        } catch (ServerUrlException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        throw new IllegalArgumentException("a URL without user, password and token is wanted");
    }

    /** A name or an address that the JDK, and so the client library, takes for one. */
    static boolean isHost(String host) {
        try {
            return new URI("nats://" + bracketed(host)).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String bracketed(String host) {
        return host.indexOf(':') < 0 ? host : '[' + host + ']';
    }

    /** The same address, spoken to with TLS. */
    ServerUrl withTls() {
        return new ServerUrl(scheme.websocket() ? Scheme.WSS : Scheme.TLS, host, port, path);
    }

    /** As it is written: {@code tls://nats.example.com:4222}. */
    @Override
    public String toString() {
        return scheme.text() + "://" + bracketed(host) + ':' + port + path;
    }
}
