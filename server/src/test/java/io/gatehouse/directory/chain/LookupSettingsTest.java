package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.FailureSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LookupSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void haveBounds() {
        refused(() -> new CacheSettings(Duration.ofHours(25), SECOND, 0, 1 << 20), "ttl");
        refused(() -> new CacheSettings(Duration.ofSeconds(-1), SECOND, 0, 1 << 20), "ttl");
        refused(() -> new CacheSettings(SECOND, Duration.ofMinutes(11), 0, 1 << 20), "negative_ttl");
        refused(() -> new CacheSettings(SECOND, SECOND, 51, 1 << 20), "jitter");
        refused(() -> new CacheSettings(SECOND, SECOND, -1, 1 << 20), "jitter");
        refused(() -> new CacheSettings(SECOND, SECOND, 0, 1 << 10), "64KiB");
        refused(() -> new FailureSettings(-1, 0, 0, SECOND), "per_user_and_source");
        refused(() -> new FailureSettings(0, -1, 0, SECOND), "per_user");
        refused(() -> new FailureSettings(0, 0, -2, SECOND), "per_source");
        refused(() -> new FailureSettings(0, 0, 0, Duration.ZERO), "window");
        refused(() -> new FailureSettings(0, 0, 0, Duration.ofHours(25)), "window");
        refused(() -> new LookupSettings(CacheSettings.DEFAULT, FailureSettings.DEFAULT, 0, true), "max");
    }

    @Test
    void mayTurnOffCacheAndLimits() {
        CacheSettings off = new CacheSettings(Duration.ZERO, Duration.ZERO, 0, 64 << 10);

        assertThat(new LookupSettings(off, FailureSettings.NONE, 1, true)
                        .cache()
                        .ttl())
                .isZero();
    }

    private static void refused(Runnable settings, String word) {
        assertThatIllegalArgumentException().isThrownBy(settings::run).withMessageContaining(word);
    }
}
