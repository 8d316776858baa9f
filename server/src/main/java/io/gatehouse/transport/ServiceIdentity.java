package io.gatehouse.transport;

import java.util.Map;
import java.util.function.Supplier;

/**
 * How Gatehouse shows itself as a NATS micro service ({@code nats micro ls, info, stats}).
 *
 * @param name letters, digits, dash and underscore
 * @param version a semantic version
 * @param statistics numbers that the service's stats carry beside those of the framework
 */
public record ServiceIdentity(
        String name, String version, String description, Supplier<Map<String, Long>> statistics) {}
