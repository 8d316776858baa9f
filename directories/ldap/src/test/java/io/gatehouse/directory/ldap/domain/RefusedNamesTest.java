package io.gatehouse.directory.ldap.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusedNamesTest {
    private final AtomicLong clock = new AtomicLong(-1);
    private final RefusedNames names = new RefusedNames(clock::get);

    @Test
    void refusesANameForAMoment() {
        names.add("Alice");

        assertThat(names.has("alice")).isTrue();
        assertThat(names.has("bob")).isFalse();
        clock.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(names.has("ALICE")).isTrue();
        clock.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(names.has("alice")).isFalse();
    }

    @Test
    void aRightPasswordEndsThat() {
        names.add("Alice");
        names.remove("alice");

        assertThat(names.has("Alice")).isFalse();
    }

    @Test
    void knowsSoManyAndForgetsTheOldest() {
        for (int i = 0; i < 20_000; i++) {
            names.add("user" + i);
        }

        assertThat(names.has("user0")).isFalse();
        assertThat(names.has("user19999")).isTrue();
    }
}
