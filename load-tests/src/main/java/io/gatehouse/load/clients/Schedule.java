package io.gatehouse.load.clients;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a group.
 *
 * @param rampLimit how long the first logins may take
 * @param hold how long the clients stay in before anything else happens
 * @param broker what makes the storm; null for none
 * @param stormLimit how long the storm is watched at most
 */
public record Schedule(
        Duration rampLimit, Duration hold, @Nullable BrokerControl broker, Duration stormLimit) {}
