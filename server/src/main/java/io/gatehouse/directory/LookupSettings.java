package io.gatehouse.directory;

/**
 * How directories are asked.
 *
 * @param cache what is remembered of their answers
 * @param failures how many wrong credentials are looked at
 * @param lookups how many lookups may be under way at a time, password checks aside, 1 to 1,000,000
 * @param singleFlight whether who asks what is being asked already waits for that answer
 */
public record LookupSettings(CacheSettings cache, FailureSettings failures, int lookups, boolean singleFlight) {
    public static final int DEFAULT_LOOKUPS = 1024;
    public static final int MOST_LOOKUPS = 1_000_000;

    public static final LookupSettings DEFAULT =
            new LookupSettings(CacheSettings.DEFAULT, FailureSettings.DEFAULT, DEFAULT_LOOKUPS, true);

    public LookupSettings {
        Checks.require(lookups >= 1 && lookups <= MOST_LOOKUPS, "the number of lookups must be between 1 and 1000000");
    }
}
