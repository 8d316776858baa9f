package io.gatehouse.operations;

import io.gatehouse.admission.QueueState;
import java.util.function.Supplier;

/**
 * The queues that are watched, asked for at each look since they may come into being later.
 *
 * @param requests requests that wait for a worker
 * @param hashing password checks that wait for a thread
 */
public record Queues(Supplier<QueueState> requests, Supplier<QueueState> hashing) {}
