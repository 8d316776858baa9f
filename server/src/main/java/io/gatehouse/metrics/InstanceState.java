package io.gatehouse.metrics;

import io.gatehouse.expiry.ValidityPeriod;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What is to be known of an instance beside what it counts, asked for at each scrape.
 *
 * @param ready whether it answers requests
 * @param rolloutReady whether the next instance may be restarted
 * @param files when what is in files of the configuration is valid, by the keys that name them; asked by one thread at a time
 */
public record InstanceState(
        BooleanSupplier ready, BooleanSupplier rolloutReady, Supplier<Map<String, ValidityPeriod>> files) {}
