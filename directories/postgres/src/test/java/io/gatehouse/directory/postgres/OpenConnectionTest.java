package io.gatehouse.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Wrapped;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/** Whoever does something with a connection, and whoever gives it up, leaves that to the connection's own thread. */
class OpenConnectionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Scheduler own = Schedulers.newSingle("own", true);
    private final Scheduler timer = Schedulers.newSingle("timer", true);
    private final LoopResources loops = LoopResources.create("unused", 1, true);

    /** What the driver is told to begin and to give up, and on which thread. */
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @AfterEach
    void dispose() {
        own.dispose();
        timer.dispose();
        loops.dispose();
    }

    static List<Named<Function<OpenConnection, Mono<?>>>> whatIsDone() {
        return List.of(
                Named.of("a query", it -> it.one("SELECT $1", List.of("x"), PATIENCE, (row, columns) -> 1)),
                Named.of("a statement", it -> it.run("LISTEN users")),
                Named.of("a limit", it -> it.limit(PATIENCE)),
                Named.of("the end of a query", OpenConnection::cancel),
                Named.of("the end of the connection", OpenConnection::close));
    }

    @ParameterizedTest
    @MethodSource("whatIsDone")
    void isBegunAndGivenUpByTheConnectionsThread(Function<OpenConnection, Mono<?>> work) throws Exception {
        OpenConnection connection =
                new OpenConnection(driver(PostgresqlConnection.class), new TrackedChannels(loops, end -> {}), timer);

        Disposable waiting = work.apply(connection).subscribe(done -> {}, error -> {});
        assertThat(told()).startsWith("begun on own");
        Disposable unused = own.schedule(() -> tell("has begun"));
        assertThat(told()).startsWith("has begun");
        waiting.dispose();

        assertThat(told()).startsWith("given up on own");
    }

    private @Nullable String told() throws InterruptedException {
        return told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Whatever the driver is asked for never ends. */
    private <T> T driver(Class<T> type) {
        InvocationHandler handler = (proxy, method, arguments) -> answer(proxy, method);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type, Wrapped.class}, handler));
    }

    private @Nullable Object answer(Object proxy, Method method) {
        Class<?> type = method.getReturnType();
        if (method.getName().equals("unwrap")) {
            return own;
        } else if (type.isInstance(proxy)) {
            return proxy;
        } else if (Publisher.class.isAssignableFrom(type)) {
            return type == Flux.class ? endless().flux() : endless();
        }
        return type.isInterface() ? driver(type) : null;
    }

    private Mono<Object> endless() {
        return Mono.never().doOnSubscribe(begin -> tell("begun")).doOnCancel(() -> tell("given up"));
    }

    private void tell(String what) {
        told.add(what + " on " + Thread.currentThread().getName());
    }
}
