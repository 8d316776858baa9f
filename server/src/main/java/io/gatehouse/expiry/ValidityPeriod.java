package io.gatehouse.expiry;

/**
 * The time in which something is valid, in seconds since 1970.
 *
 * @param from 0 when it does not say
 * @param until 0 for ever
 */
public record ValidityPeriod(long from, long until) {
    boolean isBounded() {
        return until != 0;
    }
}
