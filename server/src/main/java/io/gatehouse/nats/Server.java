package io.gatehouse.nats;

import io.gatehouse.tls.TlsSettings;

/**
 * A server to connect to.
 *
 * @param name what its certificate must be for: its own host, or for an IP address that another server told us, the name of
 *     that one
 */
public record Server(ServerUrl url, String name) {
    static Server configured(ServerUrl url, TlsSettings tls) {
        return new Server(url, tls.serverName() == null ? url.host() : tls.serverName());
    }

    Server withTls() {
        return new Server(url.withTls(), name);
    }
}
