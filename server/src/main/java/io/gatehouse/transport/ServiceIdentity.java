package io.gatehouse.transport;

import java.util.Map;
import java.util.function.Supplier;

/**
 * How Gatehouse shows itself as a NATS micro service ({@code nats micro ls, info, stats}).
 *
 * @param name letters, digits, dash and underscore
 * @param version a semantic version
 * @param instance which of the instances this is, of the same letters as the name
 */
public record ServiceIdentity(
        String name, String version, String description, String instance, Supplier<Statistics> statistics) {
    /**
     * What the service has done since its start.
     *
     * @param requests how many requests arrived
     * @param errors how many of them ended by a mistake of ours
     * @param answers how many were answered
     * @param processingNanos the time from arrival to answer, of all answers together
     * @param data more numbers, by name
     */
    public record Statistics(long requests, long errors, long answers, long processingNanos, Map<String, Long> data) {}
}
