package io.gatehouse.claims;

import java.util.List;

/**
 * The connection that wants in, as nats-server sees it ({@code nats.client_info}); absent texts are empty.
 *
 * @param host the address it comes from
 * @param id the connection's number on that server
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
        String nonce) {}
