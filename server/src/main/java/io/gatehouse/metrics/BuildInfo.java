package io.gatehouse.metrics;

/**
 * What runs, for the info metrics.
 *
 * @param version Gatehouse's version
 * @param ed25519 which implementation signs
 * @param instance the name of this instance
 */
public record BuildInfo(String version, String ed25519, String instance) {}
