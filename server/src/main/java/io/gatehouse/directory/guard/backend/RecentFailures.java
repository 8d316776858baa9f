package io.gatehouse.directory.guard.backend;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.directory.cache.CredentialKey;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Credentials that could not be looked up a moment ago: whoever presents one again so soon is not worth another try. */
final class RecentFailures {
    /** How many are known at most; each takes about 200 bytes. */
    private static final int MOST = 16 * 1024;

    private final @Nullable Cache<CredentialKey, String> failures;

    /** @param time for how long each is known; 0 for none at all */
    RecentFailures(Duration time, LongSupplier clock) {
        failures = time.isZero()
                ? null
                : Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .ticker(clock::getAsLong)
                        .expireAfterWrite(time)
                        .maximumSize(MOST)
                        .build();
    }

    /** Why it could not be looked up a moment ago; null when that is not known. */
    @Nullable String why(@Nullable CredentialKey key) {
        return failures == null || key == null ? null : failures.getIfPresent(key);
    }

    /** @param why without a secret */
    void add(@Nullable CredentialKey key, String why) {
        if (failures != null && key != null) {
            failures.put(key, why);
        }
    }
}
