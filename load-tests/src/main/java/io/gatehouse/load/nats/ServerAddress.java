package io.gatehouse.load.nats;

import java.net.URI;
import java.net.URISyntaxException;

/** Where a nats-server listens for clients, and whether by TLS. */
public record ServerAddress(String host, int port, boolean tls) {
    private static final int DEFAULT_PORT = 4222;
    private static final String TLS = "tls";

    /**
     * Reads {@code nats://host:port}, {@code tls://host:port} or {@code host:port}; the port is 4222 when it is left out.
     *
     * @throws IllegalArgumentException when it is no such address; a password in it is not shown
     */
    public static ServerAddress parse(String text) {
        URI uri = uri(text);
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("--server must not name a user, as in nats://127.0.0.1:4222:"
                    + " who logs in is said by other options");
        }
        boolean known = "nats".equals(uri.getScheme()) || TLS.equals(uri.getScheme());
        if (!known || uri.getHost() == null) {
            throw unreadable(text);
        }
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new ServerAddress(uri.getHost(), port, TLS.equals(uri.getScheme()));
    }

    private static URI uri(String text) {
        try {
            return new URI(text.contains("://") ? text : "nats://" + text);
        } catch (URISyntaxException e) {
            throw unreadable(text);
        }
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "--server '" + text + "' is not an address such as nats://127.0.0.1:4222 or tls://host:4222");
    }

    /** The same, by TLS. */
    public ServerAddress byTls() {
        return new ServerAddress(host, port, true);
    }

    @Override
    public String toString() {
        return (tls ? "tls://" : "nats://") + host + ":" + port;
    }
}
