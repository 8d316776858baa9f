package io.gatehouse.admin;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import reactor.netty.Connection;

/**
 * Keeps the {@value #MAX} newest connections and closes the oldest beyond them, so that a client that holds connections open
 * never keeps a scraper out.
 */
final class NewestConnections {
    static final int MAX = 32;

    private final Set<Channel> channels = new LinkedHashSet<>();

    synchronized void add(Channel channel) {
        while (channels.size() >= MAX) {
            Iterator<Channel> oldest = channels.iterator();
            Channel given = oldest.next();
            oldest.remove();
            Connection.from(given).dispose();
        }
        channels.add(channel);
        Connection.from(channel).onDispose(() -> remove(channel));
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
