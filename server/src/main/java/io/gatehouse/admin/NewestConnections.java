package io.gatehouse.admin;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Keeps the {@value #MAX} newest connections and closes the oldest beyond them, so that a client that holds connections open
 * never keeps a scraper out. Those that have brought the token stay for as long as there are others: whoever makes connections
 * one after the other cuts off no answer to who has it. A token that was replaced keeps none of them.
 */
final class NewestConnections {
    static final int MAX = 128;

    /** The hash of the token that was brought. */
    private static final AttributeKey<byte[]> BROUGHT = AttributeKey.valueOf(NewestConnections.class, "brought");

    private final AdminToken token;
    private final Set<Channel> channels = new LinkedHashSet<>();

    /** @param token what is to be brought now */
    NewestConnections(AdminToken token) {
        this.token = token;
    }

    synchronized void add(Channel channel) {
        while (channels.size() >= MAX) {
            Channel given = channels.stream()
                    .filter(open -> !isTrusted(open))
                    .findFirst()
                    .orElseGet(channels.iterator()::next);
            channels.remove(given);
            Connection.from(given).dispose();
        }
        channels.add(channel);
        Connection.from(channel).onDispose(() -> remove(channel));
    }

    private boolean isTrusted(Channel channel) {
        byte[] brought = channel.attr(BROUGHT).get();
        return brought != null && MessageDigest.isEqual(brought, token.digest());
    }

    /** The one that a request has come by has brought the token that has this hash. */
    static void trust(HttpServerRequest request, byte @Nullable [] digest) {
        request.withConnection(connection -> connection.channel().attr(BROUGHT).set(digest));
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
