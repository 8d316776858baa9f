package io.gatehouse.directory;

import java.util.function.Function;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/** Keeps an answer from memory an answer from memory: what is there already is worked on at once, and stays there. */
final class Immediate {
    private Immediate() {}

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
