package io.gatehouse.sessions;

/** How many sessions those servers have that have answered, and how many of the servers have. */
public record SessionTotal(long sessions, Coverage coverage) {}
