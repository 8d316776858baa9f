package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplayGuardTest {
    private final AtomicLong now = new AtomicLong();
    private final Nkey user = user();

    @Test
    void letsARequestThroughOnce() {
        ReplayGuard guard = new ReplayGuard(4, 100, now::get);

        assertThat(guard.firstSight(user)).isTrue();
        assertThat(guard.firstSight(user)).isFalse();
        assertThat(guard.firstSight(user())).isTrue();
    }

    @Test
    void remembersForAtLeastAGeneration() {
        ReplayGuard guard = new ReplayGuard(4, 100, now::get);
        now.set(99);
        guard.firstSight(user);
        now.set(199);

        assertThat(guard.firstSight(user)).isFalse();
    }

    @Test
    void forgetsAfterTwoGenerations() {
        ReplayGuard guard = new ReplayGuard(4, 100, now::get);
        guard.firstSight(user);
        now.set(100);
        guard.firstSight(user());
        now.set(200);

        assertThat(guard.firstSight(user)).isTrue();
    }

    @Test
    void staysWithinItsBoundWhenMoreComeThanItHolds() {
        ReplayGuard guard = new ReplayGuard(4, 100, now::get);
        guard.firstSight(user);
        for (int i = 0; i < 4; i++) {
            guard.firstSight(user());
        }
        assertThat(guard.firstSight(user)).as("in the older generation").isFalse();
        for (int i = 0; i < 8; i++) {
            guard.firstSight(user());
        }
        assertThat(guard.firstSight(user)).as("forgotten").isTrue();
    }

    private static Nkey user() {
        return SigningKey.generate(NkeyKind.USER).publicKey();
    }
}
