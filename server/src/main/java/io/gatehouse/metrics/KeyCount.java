package io.gatehouse.metrics;

/**
 * How many requests a key that is held was used for.
 *
 * @param kind issuer or xkey
 * @param key its public half
 */
public record KeyCount(String kind, String key, long requests) {}
