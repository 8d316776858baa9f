package io.gatehouse.load.nats;

import java.net.URI;

/** Where a nats-server listens for clients, and whether by TLS. */
public record ServerAddress(String host, int port, boolean tls) {
    private static final int DEFAULT_PORT = 4222;

    /**
     * Reads {@code nats://host:port}, {@code tls://host:port} or {@code host:port}; the port is 4222 when it is not said.
     *
     * @throws IllegalArgumentException when it is not such an address
     */
    public static ServerAddress parse(String text) {
        try {
            URI uri = URI.create(text.contains("://") ? text : "nats://" + text);
            boolean known = "nats".equals(uri.getScheme()) || "tls".equals(uri.getScheme());
            if (known && uri.getHost() != null && uri.getUserInfo() == null) {
                int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
                return new ServerAddress(uri.getHost(), port, "tls".equals(uri.getScheme()));
            }
        } catch (IllegalArgumentException noUri) {
            // is reported below, with what is expected
        }
        throw new IllegalArgumentException("not an address such as nats://127.0.0.1:4222 or tls://host:4222"
                + " (user and password are options of their own)");
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
