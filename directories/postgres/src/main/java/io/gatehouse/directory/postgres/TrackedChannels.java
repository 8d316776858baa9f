package io.gatehouse.directory.postgres;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import reactor.netty.resources.LoopResources;

/**
 * The channels of one connection: its own, and those that ask the server to cancel a query of it. The driver goes on with an attempt
 * that was given up for as long as the server is silent; its channel can be closed here.
 */
final class TrackedChannels implements LoopResources {
    private final LoopResources loops;
    private final Consumer<TrackedChannels> onEnd;
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Of a connection that is about to be made.
     *
     * @param loops whose threads the channels have; not closed with them
     * @param onEnd told when none is left open
     */
    TrackedChannels(LoopResources loops, Consumer<TrackedChannels> onEnd) {
        this.loops = loops;
        this.onEnd = onEnd;
    }

    /** Whether the connection is there, as far as is known without asking. */
    boolean areActive() {
        return !closed && !channels.isEmpty() && channels.stream().allMatch(Channel::isActive);
    }

    /** Closes all of them, and those that are opened later. */
    void closeAll() {
        closed = true;
        channels.forEach(TrackedChannels::close);
        onEnd.accept(this);
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        C channel = loops.onChannel(type, group);
        channels.add(channel);
        channel.pipeline().addLast(new LostConnection());
        channel.closeFuture().addListener(end -> closed(channel));
        if (closed) {
            close(channel);
        }
        return channel;
    }

    private static void close(Channel channel) {
        if (channel.isRegistered()) {
            ChannelFuture unused = channel.close();
        } else {
            channel.unsafe().closeForcibly();
        }
    }

    private void closed(Channel channel) {
        channels.remove(channel);
        if (channels.isEmpty()) {
            onEnd.accept(this);
        }
    }

    /** A connection that is lost is closed: as an error, it would be logged with a stack trace while nobody waits for an answer. */
    private static final class LostConnection extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
            if (cause instanceof SocketException) {
                ChannelFuture unused = context.close();
            } else {
                super.exceptionCaught(context, cause);
            }
        }
    }

    @Override
    public <C extends Channel> Class<? extends C> onChannelClass(Class<C> type, EventLoopGroup group) {
        return loops.onChannelClass(type, group);
    }

    @Override
    public EventLoopGroup onClient(boolean useNative) {
        return loops.onClient(useNative);
    }

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return loops.onServer(useNative);
    }

    @Override
    public boolean daemon() {
        return loops.daemon();
    }
}
