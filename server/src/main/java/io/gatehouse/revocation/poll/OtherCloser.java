package io.gatehouse.revocation.poll;

/**
 * Another instance that has begun to close the sessions of a user.
 *
 * @param instance the name that it has made up for itself
 * @param since when this instance has heard of that, in {@link System#nanoTime()}
 * @param at when that one has said so, by its own clock, in milliseconds since 1970
 */
record OtherCloser(String instance, long since, long at) {}
