package io.gatehouse.directory.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is known to have changed rises, for those whom it concerns and few others, and never falls. */
class SharedTimesTest {
    private static final byte[] ONE = {1, 0};
    private static final byte[] OTHER = {2, 0};

    private final SharedTimes times = new SharedTimes();

    @Test
    void aUserThatChangesIsThatUserInAllSpellings() {
        times.changed("Alice ", 7);

        assertThat(times.of("alice", ONE)).isEqualTo(7);
        assertThat(times.of("ALICE", OTHER)).isEqualTo(7);
        assertThat(times.of("bob", ONE)).isZero();
        assertThat(times.of(null, ONE)).isZero();
    }

    @Test
    void everybodyIsEverybody() {
        times.changed(null, 5);

        assertThat(times.of("alice", ONE)).isEqualTo(5);
        assertThat(times.of(null, OTHER)).isEqualTo(5);
    }

    @Test
    void aCredentialThatIsRefusedIsThatOne() {
        times.refused(ONE, 3);

        assertThat(times.of("alice", ONE)).isEqualTo(3);
        assertThat(times.of("alice", OTHER)).isZero();
    }

    @Test
    void nothingFalls() {
        times.changed("alice", 9);
        times.changed("alice", 4);
        times.changed(null, 6);
        times.refused(ONE, 2);

        assertThat(times.of("alice", ONE)).isEqualTo(9);
        assertThat(times.of("bob", ONE)).isEqualTo(6);
    }
}
