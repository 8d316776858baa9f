package io.gatehouse.load.clients.engine;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Dials over TCP, from as many addresses of our own as are needed. */
final class TcpDialer implements Dialer {
    private static final int READ_BYTES = 2048;

    private final ServerLists servers;
    private final List<InetAddress> sources;

    /**
     * A dialler.
     *
     * @param sources the addresses to dial from, taken in turn; empty to let the system choose
     */
    TcpDialer(ServerLists servers, List<InetAddress> sources) {
        this.servers = servers;
        this.sources = List.copyOf(sources);
    }

    @Override
    public String host(int client, int server) {
        return servers.address(client, server).getHostString();
    }

    @Override
    public ChannelFuture dial(int client, int server, EventLoop loop, ChannelHandler handler) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                // The library's own timeout is kept by the attempt.
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .handler(handler);
        InetSocketAddress remote = servers.address(client, server);
        if (sources.isEmpty()) {
            return bootstrap.connect(remote);
        }
        return bootstrap.connect(remote, new InetSocketAddress(sources.get(client % sources.size()), 0));
    }
}
