package io.gatehouse.claims.request;

import java.util.List;

/**
 * The client's connection, as nats-server sees it ({@code nats.client_info}); absent texts are empty.
 *
 * @param host the address it comes from
 * @param id the connection's number on that server
 * @param user the name or public key, and on some servers the token, that the client presented: not for logs
 * @param kind {@code Client} or {@code Leafnode}
 * @param type {@code nats}, {@code websocket} or {@code mqtt}
 */
public record ClientInfo(
        String host,
        long id,
        String user,
        String name,
        List<String> tags,
        String nameTag,
        String kind,
        String type,
        String mqttId,
        String nonce) {
    /** Without the user: older servers put a client's token there. */
    @Override
    public String toString() {
        return "ClientInfo[host=" + host + ", id=" + id + ", name=" + name + ", kind=" + kind + ", type=" + type
                + ", mqttId=" + mqttId + "]";
    }
}
