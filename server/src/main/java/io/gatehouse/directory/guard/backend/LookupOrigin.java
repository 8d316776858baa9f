package io.gatehouse.directory.guard.backend;

/**
 * When a lookup began.
 *
 * @param generation of the breaker
 * @param begun by the clock of lookups
 */
record LookupOrigin(long generation, long begun) {}
