package io.gatehouse.load.clients.engine;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;

/** Makes connections. */
interface Dialer {
    /**
     * Begins to connect a client to a server; the handler sees the connection from its beginning.
     *
     * @param client the client's number
     * @param server the server's place in the client's list
     */
    ChannelFuture dial(int client, int server, EventLoop loop, ChannelHandler handler);

    /** The name of a server, which its certificate must bear. */
    String host(int client, int server);
}
