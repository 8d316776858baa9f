package io.gatehouse.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A session of a client, or of a leaf node, on a server of the cluster.
 *
 * @param server the public key of the server, which is another one after each start
 * @param serverName what the server's configuration calls it
 * @param cid its number on that server
 * @param kind {@code Client} or {@code Leafnode}
 * @param type {@code nats}, {@code websocket} or {@code mqtt}; empty for a leaf node
 * @param address from where, {@code host:port}
 * @param user who it is of, as the server knows it: the client's nkey where it has logged in with one, else the name of its user JWT
 * @param account the name, or in operator mode the public key, of its account; empty for the global one
 * @param issuerKey the account key that has signed the user JWT; in config mode the name of the account, and empty where there is no JWT
 * @param client what the client calls itself
 * @param language the client library's language
 * @param marks those of the tags of its user JWT that tell by which certificate it was let in; none where the server is too old to show tags
 * @param start when the connection was made, by the server's clock
 * @param age how long it was there when the server was asked, by the server's clock
 */
public record ServerSession(
        String server,
        String serverName,
        long cid,
        String kind,
        String type,
        String address,
        String user,
        String account,
        String issuerKey,
        String client,
        String language,
        List<String> marks,
        Instant start,
        Duration age) {
    public ServerSession {
        marks = List.copyOf(marks);
    }
}
