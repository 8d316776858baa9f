package io.gatehouse.directory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/** Keeps an answer from memory an answer from memory: what is there already is worked on at once, and stays there. */
final class Immediate {
    private Immediate() {}

    /** What a future holds, on the spot when it is there already. Who stops waiting for it does not end it. */
    static <T> Mono<T> of(CompletableFuture<T> future) {
        if (!future.isDone()) {
            return Mono.fromFuture(future, true);
        }
        try {
            return Mono.just(future.join());
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            return Mono.error(cause == null ? e : cause);
        }
    }

    /** As {@code flatMap}, but on the spot when the value is there already. */
    static <T, R> Mono<R> then(Mono<T> source, Function<T, Mono<R>> next) {
        if (!(source instanceof Fuseable.ScalarCallable<?>)) {
            return source.flatMap(next);
        }
        T value;
        try {
            value = value(source);
        } catch (Exception e) {
            return Mono.error(e);
        }
        return value == null ? Mono.empty() : next.apply(value);
    }

    @SuppressWarnings("unchecked")
    private static <T> T value(Mono<T> source) throws Exception {
        return ((Fuseable.ScalarCallable<T>) source).call();
    }
}
