package io.gatehouse.metrics;

/**
 * How many requests a key that is held was used for.
 *
 * @param kind issuer, xkey or sentinel
 * @param key its public half; other for sentinels that no key has signed that is held
 */
public record KeyCount(String kind, String key, long requests) {}
