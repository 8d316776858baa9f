package io.gatehouse.directory.chain;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.directory.guard.backend.GuardSettings;
import java.time.Duration;
import java.util.List;

/**
 * How directories are asked.
 *
 * @param cache what is remembered of their answers
 * @param failures how many wrong credentials are looked at
 * @param guard what stands before their backends
 * @param lookups how many lookups may be under way at a time in each directory, password checks aside
 * @param lookupTimeout how long one lookup may take before it is ended, password checks aside
 * @param budget how long the answer is of use to the login that it is looked up for
 * @param hashesPerSource how many password checks a source network may have under way, waiting or running, before those of
 *     others go first
 * @param singleFlight whether who asks what is being asked already waits for that answer
 */
public record LookupSettings(
        CacheSettings cache,
        FailureSettings failures,
        GuardSettings guard,
        int lookups,
        Duration lookupTimeout,
        Duration budget,
        int hashesPerSource,
        boolean singleFlight) {
    private static final Key<Integer> MAX = Key.count("max", "1024", 1, 1_000_000)
            .help(
                    "Lookups that may be under way in a directory at a time, password checks aside. One more gets no"
                            + " answer. A directory whose backend takes fewer [is given fewer](../overload.md#when-a-backend-fails).");
    private static final Key<Duration> TIMEOUT = Key.duration("timeout", "", "10ms", "10m")
            .help("How long one lookup may take, password checks aside, from 10 ms to 10 m; then it is ended, and the"
                    + " logins that wait for it get no answer. A third more than `callout.budget` when left out: 2 s.");
    private static final Key<Boolean> SINGLE_FLIGHT = Key.flag("single_flight", true)
            .help("Whether a login with a credential that is already being checked [waits for that"
                    + " check](../overload.md#the-verified-credential-cache), instead of starting another one.");
    private static final Key<Integer> PER_SOURCE = Key.count("per_source", "2", 1, 1_000_000)
            .help("How many password checks a source may have under way, waiting or running, before [others go"
                    + " first](../overload.md#whose-password-is-checked-first); the rest of a busy source is done"
                    + " while no others wait.");
    private static final Section LOOKUPS = Section.of("lookups", MAX, TIMEOUT, SINGLE_FLIGHT);
    private static final Section PASSWORDS = Section.of("passwords", PER_SOURCE);

    /** Their keys. */
    public static final List<Section> SECTIONS =
            List.of(PASSWORDS, CacheSettings.SECTION, FailureSettings.SECTION, LOOKUPS, GuardSettings.SECTION);

    public static final int DEFAULT_LOOKUPS = MAX.standard();
    public static final Duration DEFAULT_LOOKUP_TIMEOUT = Duration.ofSeconds(2);
    public static final Duration MIN_LOOKUP_TIMEOUT = Duration.ofMillis(10);
    public static final int DEFAULT_HASHES_PER_SOURCE = PER_SOURCE.standard();

    public static final LookupSettings DEFAULT =
            new LookupSettings(CacheSettings.DEFAULT, FailureSettings.DEFAULT, DEFAULT_LOOKUPS, true);

    public LookupSettings {
        MAX.require(lookups);
        TIMEOUT.require(lookupTimeout);
        PER_SOURCE.require(hashesPerSource);
    }

    /** With the default before backends. */
    public LookupSettings(
            CacheSettings cache,
            FailureSettings failures,
            int lookups,
            Duration lookupTimeout,
            int hashesPerSource,
            boolean singleFlight) {
        this(
                cache,
                failures,
                GuardSettings.DEFAULT,
                lookups,
                lookupTimeout,
                lookupTimeout,
                hashesPerSource,
                singleFlight);
    }

    /** With the defaults for the rest. */
    public LookupSettings(CacheSettings cache, FailureSettings failures, int lookups, boolean singleFlight) {
        this(cache, failures, lookups, DEFAULT_LOOKUP_TIMEOUT, DEFAULT_HASHES_PER_SOURCE, singleFlight);
    }

    /** A lookup that had half of the time that lookups have was not begun too late to be answered. */
    Duration enoughTime() {
        return (budget.compareTo(lookupTimeout) < 0 ? budget : lookupTimeout).dividedBy(2);
    }

    /** Whether lookups are bounded and shared in the same way. */
    boolean boundsLookupsAs(LookupSettings other) {
        return lookups == other.lookups
                && lookupTimeout.equals(other.lookupTimeout)
                && singleFlight == other.singleFlight;
    }

    /**
     * As it is configured.
     *
     * @param budget of a request, after which a lookup for it alone is of no use
     */
    public static LookupSettings read(Values root, Duration budget) {
        Values in = root.in(LOOKUPS);
        return new LookupSettings(
                CacheSettings.read(root, CacheSettings.DEFAULT),
                FailureSettings.read(root),
                GuardSettings.read(root, GuardSettings.DEFAULT),
                in.get(MAX),
                in.get(TIMEOUT, budget.multipliedBy(4).dividedBy(3)),
                budget,
                root.in(PASSWORDS).get(PER_SOURCE),
                in.get(SINGLE_FLIGHT));
    }
}
