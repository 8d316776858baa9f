package io.gatehouse.directory.web;

import io.gatehouse.directory.HostResolver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** The connections of one directory, the threads that serve them, and the resolver that asks for their addresses. */
final class WebConnections implements AutoCloseable {
    /** Servers end idle connections after some seconds, and a request must not be on its way just then. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(4);

    /** After so long the host is resolved again, since its name may have got another address. */
    private static final Duration MAX_LIFE = Duration.ofSeconds(60);

    private static final double LIFE_VARIANCE = 0.2;
    private static final Duration EVICT = Duration.ofSeconds(2);
    private static final int MAX_WAITING = 4096;
    private static final int MAX_THREADS = 4;

    private final LoopResources loop;
    private final ConnectionProvider pool;
    private final WebHosts hosts;
    private final ChannelGroup open;
    private final Scheduler timer;
    private volatile boolean closed;

    private WebConnections(WebSettings settings, HostResolver hosts, LoopResources loop, EventLoopGroup group) {
        this.loop = loop;
        this.open = new DefaultChannelGroup(group.next(), true);
        this.timer = Schedulers.fromExecutorService(group, "gatehouse-web");
        this.hosts = new WebHosts(hosts);
        this.pool = pool(settings, timer);
    }

    /**
     * Makes what is needed to connect, and connects to nothing.
     *
     * @param hosts is closed with it
     */
    static WebConnections of(WebSettings settings, HostResolver hosts) {
        int threads = Math.max(1, Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors() / 2));
        LoopResources loop = LoopResources.create("gatehouse-web-" + settings.name(), threads, true);
        return new WebConnections(settings, hosts, loop, loop.onClient(false));
    }

    private static ConnectionProvider pool(WebSettings settings, Scheduler timer) {
        return ConnectionProvider.builder(settings.name())
                .maxConnections(settings.poolSize())
                .pendingAcquireMaxCount(MAX_WAITING)
                .pendingAcquireTimeout(settings.timeout())
                .pendingAcquireTimer((task, delay) -> timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS))
                .maxIdleTime(MAX_IDLE)
                .maxLifeTime(MAX_LIFE)
                .maxLifeTimeVariance(LIFE_VARIANCE)
                .evictInBackground(EVICT, timer)
                .lifo()
                .build();
    }

    /** A client on these connections. */
    HttpClient client() {
        return HttpClient.create(pool)
                .runOn(loop, false)
                .resolver(hosts)
                .doOnChannelInit((observer, channel, remote) -> {
                    open.add(channel);
                    AnswerFilter.addTo(channel);
                });
    }

    /** For what must not take longer than it may; on the threads of the connections. */
    Scheduler timer() {
        return timer;
    }

    int open() {
        return open.size();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        pool.dispose();
        hosts.close();
        ChannelGroupFuture unused = open.close();
        loop.dispose();
    }
}
