package io.gatehouse.admin.status;

import io.gatehouse.admin.Health;
import io.gatehouse.logging.RecentRefusals;
import io.gatehouse.metrics.BuildInfo;
import io.gatehouse.metrics.Queues;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.nats.ServerFacts;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a service whatever it is configured with.
 *
 * @param rolloutReady whether the next instance may be restarted
 * @param server what the server that it is connected to says; null while there is none
 * @param refusals the last decisions that let nobody in
 */
public record Vitals(
        BuildInfo build,
        Health health,
        ServiceCounters counters,
        Queues queues,
        BooleanSupplier rolloutReady,
        Supplier<@Nullable ServerFacts> server,
        RecentRefusals refusals) {}
