package io.gatehouse.admin;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Keeps the {@value #MAX} newest connections and closes the oldest beyond them, so that a client that holds connections open
 * never keeps a scraper out. Those that have brought the token stay for as long as there are others: whoever makes connections
 * one after the other cuts off no answer to who has it.
 */
final class NewestConnections {
    static final int MAX = 128;

    private static final AttributeKey<Boolean> TRUSTED = AttributeKey.valueOf(NewestConnections.class, "trusted");

    private final Set<Channel> channels = new LinkedHashSet<>();

    synchronized void add(Channel channel) {
        while (channels.size() >= MAX) {
            Channel given = channels.stream()
                    .filter(open -> !open.hasAttr(TRUSTED))
                    .findFirst()
                    .orElseGet(channels.iterator()::next);
            channels.remove(given);
            Connection.from(given).dispose();
        }
        channels.add(channel);
        Connection.from(channel).onDispose(() -> remove(channel));
    }

    /** The one that a request has come by has brought the token. */
    static void trust(HttpServerRequest request) {
        request.withConnection(connection -> connection.channel().attr(TRUSTED).set(true));
    }

    void closeAll() {
        open().forEach(channel -> Connection.from(channel).dispose());
    }

    private synchronized List<Channel> open() {
        return new ArrayList<>(channels);
    }

    private synchronized void remove(Channel channel) {
        channels.remove(channel);
    }
}
