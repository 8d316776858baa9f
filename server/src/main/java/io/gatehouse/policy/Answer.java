package io.gatehouse.policy;

import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * One value that is there already, or that is still being worked on. Which of the two is told by the type, so that what is
 * known needs no thread to be handed to, and no time to be waited for.
 */
public sealed interface Answer<T> {
    /** What is there already. */
    record Ready<T>(T value) implements Answer<T> {}

    /** What is being worked on: one value, or an error when there can be none now. */
    record Pending<T>(Mono<T> value) implements Answer<T> {}

    /** The same answer in other words. */
    default <R> Answer<R> map(Function<? super T, ? extends R> words) {
        return this instanceof Ready<T> ready
                ? new Ready<>(words.apply(ready.value))
                : new Pending<>(((Pending<T>) this).value.map(words));
    }

    /** The answer for who does not mind to wait. */
    default Mono<T> mono() {
        return this instanceof Ready<T> ready ? Mono.just(ready.value) : ((Pending<T>) this).value;
    }
}
