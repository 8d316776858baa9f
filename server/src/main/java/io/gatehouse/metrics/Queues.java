package io.gatehouse.metrics;

import io.gatehouse.admission.QueueState;
import io.gatehouse.pipeline.PendingState;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

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
        Supplier<PendingState> pending) {}
