package io.gatehouse.directory.guard.backend;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import java.time.Duration;

/**
 * How a directory that asks a backend is guarded from it, and the backend from the logins.
 *
 * @param failureRate opens the breaker when so many of a hundred lookups fail
 * @param window of how many lookups, the last ones
 * @param minimum before so many have ended none of them opens it
 * @param probeInterval the time between two probes while lookups fail, give or take a fifth
 * @param probeTimeout how long one may take
 * @param maxProbeInterval the longest time between two probes of a backend that is probed sparingly
 * @param retries how often a lookup is begun again that was not answered; 1 at most
 * @param failureTtl for how long it is remembered that a credential could not be looked up; 0 for never
 * @param stale for how long a right credential whose time in the cache is over is still taken while the backend fails; 0 for never
 */
public record GuardSettings(
        int failureRate,
        int window,
        int minimum,
        Duration probeInterval,
        Duration probeTimeout,
        Duration maxProbeInterval,
        int retries,
        Duration failureTtl,
        Duration stale) {
    private static final Key<Integer> FAILURE_RATE = Key.count("failure_rate_threshold", "50", 1, 100)
            .help("Opens the [circuit breaker](../overload.md#when-a-backend-fails) when this percentage of"
                    + " lookups fails or takes too long. No lookup is started then until the backend answers probes.");
    private static final Key<Integer> WINDOW = Key.count("sliding_window_size", "20", 1, 10_000)
            .help("The number of latest lookups that the rate is calculated from.");
    private static final Key<Integer> MINIMUM = Key.count("minimum_number_of_calls", "10", 1, 10_000)
            .help("The rate opens nothing before this number of lookups have ended. If there are fewer, two failed"
                    + " probes in a row open the breaker, as long as lookups fail as well.");
    private static final Key<Duration> PROBE_INTERVAL = Key.duration("probe_interval", "500ms", "50ms", "1m")
            .help("The time between two probes of the backend while lookups fail, plus or minus a fifth; otherwise"
                    + " there are no probes. Two answers in a row close the breaker.");
    private static final Key<Duration> PROBE_TIMEOUT =
            Key.duration("probe_timeout", "1s", "50ms", "1m").help("How long the answer to a probe may take.");
    private static final Key<Duration> MAX_PROBE_INTERVAL = Key.duration("max_probe_interval", "30s", "50ms", "1h")
            .help("A backend that is hosted by a third party for many customers is probed less often the longer it"
                    + " fails, up to this time between two probes. Whether it is one depends on the type of the"
                    + " directory.");
    private static final Key<Integer> MAX_RETRIES = Key.count("max_retries", "1", 0, 1)
            .help("How often a lookup is repeated if the backend closed the connection before it answered and"
                    + " there is time left: 0 or 1. At most a tenth of the lookups are repeated.");
    private static final Key<Duration> FAILURE_TTL = Key.duration("failure_ttl", "250ms", "0s", "10s")
            .help("How long a credential that could not be looked up gets no answer without another attempt; `0s`"
                    + " for not at all.");
    private static final Key<Duration> STALE = Key.duration("stale", "0s", "0s", "24h")
            .help("How long a right credential is still accepted after its time in the cache is over, [while the"
                    + " backend fails](../overload.md#stale-identities); `0s` for not at all. A user who is disabled or"
                    + " gets a new password meanwhile is let in with the old one. Never longer than the directory"
                    + " itself said that its answer is valid, and not for directories of tokens.");

    /** Its keys, for all directories and again for each. */
    public static final Section SECTION = Section.of(
            "guard",
            FAILURE_RATE,
            WINDOW,
            MINIMUM,
            PROBE_INTERVAL,
            PROBE_TIMEOUT,
            MAX_PROBE_INTERVAL,
            MAX_RETRIES,
            FAILURE_TTL,
            STALE);

    public static final GuardSettings DEFAULT = new GuardSettings(
            FAILURE_RATE.standard(),
            WINDOW.standard(),
            MINIMUM.standard(),
            PROBE_INTERVAL.standard(),
            PROBE_TIMEOUT.standard(),
            MAX_PROBE_INTERVAL.standard(),
            MAX_RETRIES.standard(),
            FAILURE_TTL.standard(),
            STALE.standard());

    public GuardSettings {
        FAILURE_RATE.require(failureRate);
        WINDOW.require(window);
        MINIMUM.require(minimum);
        PROBE_INTERVAL.require(probeInterval);
        PROBE_TIMEOUT.require(probeTimeout);
        MAX_PROBE_INTERVAL.require(maxProbeInterval);
        MAX_RETRIES.require(retries);
        FAILURE_TTL.require(failureTtl);
        STALE.require(stale);
    }

    /** As it is configured in the section of this one, and else like another. */
    public static GuardSettings read(Values parent, GuardSettings other) {
        Values in = parent.in(SECTION);
        return new GuardSettings(
                in.get(FAILURE_RATE, other.failureRate),
                in.get(WINDOW, other.window),
                in.get(MINIMUM, other.minimum),
                in.get(PROBE_INTERVAL, other.probeInterval),
                in.get(PROBE_TIMEOUT, other.probeTimeout),
                in.get(MAX_PROBE_INTERVAL, other.maxProbeInterval),
                in.get(MAX_RETRIES, other.retries),
                in.get(FAILURE_TTL, other.failureTtl),
                in.get(STALE, other.stale));
    }

    /**
     * As it is configured for one directory, and else like another.
     *
     * @param maybeStale whether answers may be given for longer than they hold; where not, it is a mistake to say so
     * @param isCached whether right credentials are remembered at all
     */
    public static GuardSettings read(Values directory, GuardSettings other, boolean maybeStale, boolean isCached) {
        GuardSettings read = read(directory, maybeStale && isCached ? other : other.withStale(Duration.ZERO));
        if (read.stale.isZero()) {
            return read;
        }
        if (!maybeStale) {
            directory
                    .in(SECTION)
                    .problem(STALE, "an answer of this type of directory says itself until when it holds: remove it");
        } else if (!isCached) {
            directory.in(SECTION).problem(STALE, "nothing is remembered with cache.ttl 0s: remove one of the two");
        }
        return read;
    }

    /** The same with another time for stale answers. */
    public GuardSettings withStale(Duration time) {
        return new GuardSettings(
                failureRate, window, minimum, probeInterval, probeTimeout, maxProbeInterval, retries, failureTtl, time);
    }
}
