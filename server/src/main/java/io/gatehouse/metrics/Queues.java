package io.gatehouse.metrics;

import io.gatehouse.admission.QueueState;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.pipeline.Gate;
import io.gatehouse.pipeline.PendingState;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the metrics read the queues, asked for at each scrape since they may not be there yet at the start.
 *
 * @param requests requests that wait for a worker
 * @param workers how many threads may work on requests at a time
 * @param hashing password checks that wait for a thread
 * @param pending requests that wait for a verdict
 */
public record Queues(
        Supplier<QueueState> requests,
        IntSupplier workers,
        Supplier<QueueState> hashing,
        Supplier<PendingState> pending) {
    /** Those of a service, each of which may not be there yet. */
    public static Queues of(Supplier<@Nullable Gate> gate, Supplier<@Nullable PasswordChecks> checks) {
        return new Queues(
                () -> of(gate.get(), Gate::queue, QueueState.EMPTY),
                () -> of(gate.get(), Gate::workers, 0),
                () -> of(checks.get(), PasswordChecks::queue, QueueState.EMPTY),
                () -> of(gate.get(), Gate::pending, PendingState.NONE));
    }

    private static <T, V> V of(@Nullable T owner, Function<T, V> value, V none) {
        return owner == null ? none : value.apply(owner);
    }
}
