package io.gatehouse.transport;

/**
 * A server to connect to.
 *
 * @param name what its certificate must be for: its own host, or for an IP address that another server told us, the name of
 *     that one
 */
record Server(ServerUrl url, String name) {
    static Server configured(ServerUrl url, NatsSettings.Tls tls) {
        return new Server(url, tls.serverName() == null ? url.host() : tls.serverName());
    }

    Server withTls() {
        return new Server(url.withTls(), name);
    }
}
