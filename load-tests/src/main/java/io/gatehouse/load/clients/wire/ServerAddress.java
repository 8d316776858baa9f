package io.gatehouse.load.clients.wire;

import io.gatehouse.load.options.LoadException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;

/** Reads the address of a nats-server. */
public final class ServerAddress {
    private static final int PORT = 4222;
    private static final String TLS = "tls";

    private ServerAddress() {}

    /** Whether an address asks for TLS. */
    public static boolean isTls(String url) {
        return TLS.equals(parse(url).getScheme());
    }

    /**
     * Finds the address of {@code nats://host:port}, {@code tls://host:port} or {@code host:port}; 4222 is the port when it is
     * left out.
     *
     * @throws IllegalArgumentException when it cannot be read, names a user, or is for websocket
     * @throws LoadException when the host is not found
     */
    public static InetSocketAddress resolve(String url) {
        URI uri = parse(url);
        boolean known = "nats".equals(uri.getScheme()) || TLS.equals(uri.getScheme());
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "--server must not name a user: who logs in is said by --users and --password-pattern, or --credentials");
        }
        if (!known || uri.getHost() == null) {
            throw new IllegalArgumentException("--server '" + url
                    + "' is not an address like nats://127.0.0.1:4222 or tls://host:4222; websocket is not played");
        }
        InetSocketAddress address = new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? PORT : uri.getPort());
        if (address.isUnresolved()) {
            throw new LoadException("--server " + url + ": the host " + uri.getHost() + " is not found");
        }
        return address;
    }

    private static URI parse(String url) {
        try {
            return new URI(url.contains("://") ? url : "nats://" + url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "--server '" + url + "' is not an address like nats://127.0.0.1:4222", e);
        }
    }
}
