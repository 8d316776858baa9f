package io.gatehouse.directory.postgres;

import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.postgres.DatabaseException.Then;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.client.SSLMode;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/**
 * Makes connections to the first of several servers that can be had, the last good one first. Which one that was is kept apart for
 * lookups and for listening: a standby cannot be listened to, but can be asked.
 */
final class ConnectionOpener {
    private static final String APPLICATION = "gatehouse";

    /** A row that is larger is no user's. */
    private static final int MOST_BYTES = 1024 * 1024;

    private final PostgresSettings settings;
    private final HostResolver hosts;
    private final LoopResources loops;
    private final Scheduler timer;
    private final BooleanSupplier primaryOnly;
    private final Set<TrackedChannels> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lastAsked = new AtomicInteger();
    private final AtomicInteger lastHeard = new AtomicInteger();
    private volatile boolean closed;

    /**
     * @param hosts is closed with it
     * @param timer ends what takes too long
     * @param primaryOnly whether a standby is passed over now
     */
    ConnectionOpener(
            PostgresSettings settings,
            HostResolver hosts,
            LoopResources loops,
            Scheduler timer,
            BooleanSupplier primaryOnly) {
        this.settings = settings;
        this.hosts = hosts;
        this.loops = loops;
        this.timer = timer;
        this.primaryOnly = primaryOnly;
    }

    /** Opens one for lookups. */
    Mono<OpenConnection> open() {
        return open(new Purpose(lastAsked, connection -> Mono.empty()));
    }

    /**
     * Opens one to listen with.
     *
     * @param first what is done on it before anything else; a server where that fails is passed over
     */
    Mono<OpenConnection> openListening(Function<OpenConnection, Mono<Void>> first) {
        return open(new Purpose(lastHeard, first));
    }

    /** What a connection is for: the number of the server that was good for it last, and what is done on it first. */
    private record Purpose(AtomicInteger lastGood, Function<OpenConnection, Mono<Void>> first) {}

    private Mono<OpenConnection> open(Purpose purpose) {
        return Mono.defer(() -> from(purpose, purpose.lastGood().get(), 0, new ArrayList<>()));
    }

    /** Closes all that are open, without a word to the server, and opens no more. */
    void close() {
        closed = true;
        hosts.close();
        open.forEach(TrackedChannels::closeAll);
    }

    private Mono<OpenConnection> from(Purpose purpose, int begin, int tried, List<String> failures) {
        int number = settings.hosts().size();
        if (tried == number) {
            return Mono.error(new DatabaseException(
                    "the database cannot be reached: " + String.join("; ", failures), Then.CLOSE));
        }
        int index = (begin + tried) % number;
        DatabaseHost host = settings.hosts().get(index);
        return target(host)
                .flatMap(target -> attempt(target, purpose.first()))
                .doOnSuccess(connected -> purpose.lastGood().set(index))
                .onErrorResume(e -> {
                    failures.add(host + ": " + ServerErrors.ofConnecting(e));
                    return from(purpose, begin, tried + 1, failures);
                });
    }

    /** A server's address, and how it is spoken to. */
    private record Target(
            DatabaseHost host,
            InetAddress address,
            @Nullable SSLContext tls) {}

    /** Names are looked up and files are read, which may take time. */
    private Mono<Target> target(DatabaseHost host) {
        return Mono.fromFuture(() -> hosts.addresses(host.host()))
                .publishOn(Schedulers.boundedElastic())
                .map(addresses -> new Target(host, addresses.get(0), tls(host)))
                .timeout(settings.connecting().timeout(), timer);
    }

    private @Nullable SSLContext tls(DatabaseHost host) {
        try {
            return TlsContexts.of(settings.encryption(), host.host());
        } catch (IOException e) {
            throw new DatabaseException(String.valueOf(e.getMessage()), Then.CLOSE);
        }
    }

    private Mono<OpenConnection> attempt(Target target, Function<OpenConnection, Mono<Void>> first) {
        return Mono.defer(() -> {
            TrackedChannels channels = new TrackedChannels(loops, open::remove);
            open.add(channels);
            if (closed) {
                channels.closeAll();
            }
            return new PostgresqlConnectionFactory(configuration(target, channels))
                    .create()
                    .map(connection -> new OpenConnection(connection, channels, timer))
                    .delayUntil(this::look)
                    .delayUntil(first)
                    .timeout(settings.connecting().timeout(), timer)
                    .doOnError(e -> channels.closeAll())
                    .doOnCancel(channels::closeAll);
        });
    }

    /** Whether it is a standby, where that matters. */
    private Mono<Void> look(OpenConnection connection) {
        if (!settings.tellsStandbys()) {
            return Mono.empty();
        }
        return connection
                .findOutRole(settings.connecting().timeout())
                .flatMap(standby -> standby && primaryOnly.getAsBoolean()
                        ? Mono.error(new DatabaseException(
                                "it is a standby, and lookups are made at the primary", Then.CLOSE))
                        : Mono.empty());
    }

    private PostgresqlConnectionConfiguration configuration(Target target, LoopResources channels) {
        PostgresqlConnectionConfiguration.Builder builder = PostgresqlConnectionConfiguration.builder()
                .applicationName(APPLICATION)
                .host(target.address().getHostAddress())
                .port(target.host().port())
                .database(settings.database())
                .username(settings.user())
                .connectTimeout(settings.connecting().timeout())
                .loopResources(channels)
                .maxMessageSize(MOST_BYTES)
                .autodetectExtensions(false)
                .codecRegistrar((connection, allocator, codecs) ->
                        Mono.fromRunnable(() -> codecs.addFirst(new ArrayTextCodec())))
                .tcpKeepAlive(true)
                .tcpNoDelay(true)
                .timeZone("UTC");
        if (settings.password() != null) {
            builder.password(settings.password().reveal());
        }
        SSLContext tls = target.tls();
        if (tls != null) {
            builder.sslMode(SSLMode.REQUIRE).sslSni(false).sslEngineCustomizer(unused -> engine(tls, target.host()));
        }
        return builder.build();
    }

    /** In the place of the driver's own: it verifies as it is configured, and reads no files. */
    private static SSLEngine engine(SSLContext tls, DatabaseHost host) {
        SSLEngine engine = tls.createSSLEngine(host.host(), host.port());
        engine.setUseClientMode(true);
        return engine;
    }
}
