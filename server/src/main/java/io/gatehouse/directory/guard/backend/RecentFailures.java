package io.gatehouse.directory.guard.backend;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.directory.cache.CredentialKey;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Credentials that could not be looked up a moment ago: whoever presents one again so soon is not worth another try. */
final class RecentFailures {
    /** How many are known at most; each takes about 200 bytes. */
    private static final int MOST = 16 * 1024;

    private final @Nullable Cache<CredentialKey, UndecidedException> failures;

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
    @Nullable UndecidedException why(@Nullable CredentialKey key) {
        return failures == null || key == null ? null : failures.getIfPresent(key);
    }

    /** @param why without a secret, and without a stack trace: it is thrown again and again */
    void add(@Nullable CredentialKey key, UndecidedException why) {
        if (failures != null && key != null) {
            failures.put(key, why);
        }
    }
}
