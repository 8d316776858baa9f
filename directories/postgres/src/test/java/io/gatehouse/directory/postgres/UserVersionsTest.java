package io.gatehouse.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserVersionsTest {
    private final UserVersions versions = new UserVersions();

    @Test
    void aChangeOfOneUserLeavesOthers() {
        long alice = versions.of("alice");
        long bob = versions.of("bob");

        versions.changed("alice");

        assertThat(versions.of("alice")).isGreaterThan(alice);
        assertThat(versions.of("bob")).isEqualTo(bob);
    }

    /** A database may take them for one name, and tell of a change under the one that is in the row. */
    @ParameterizedTest
    @ValueSource(strings = {"alice", "ALICE", "aLiCe", "Alice   "})
    void aChangeCountsForOtherSpellings(String login) {
        long before = versions.of(login);

        versions.changed("Alice");

        assertThat(versions.of(login)).isGreaterThan(before);
    }

    @Test
    void aChangeUnderAPaddedSpellingCountsToo() {
        long before = versions.of("alice");

        versions.changed("Alice     ");

        assertThat(versions.of("alice")).isGreaterThan(before);
    }

    /** A token may be anybody's. */
    @Test
    void whoHasNoNameChangesWithEverybody() {
        long before = versions.of(null);

        versions.changed("alice");

        assertThat(versions.of(null)).isGreaterThan(before);
    }

    @Test
    void everybodyChanges() {
        versions.changed("alice");
        long alice = versions.of("alice");
        long bob = versions.of("bob");

        versions.changed(null);

        assertThat(versions.of("alice")).isGreaterThan(alice);
        assertThat(versions.of("bob")).isGreaterThan(bob);
    }

    @Test
    void noVersionComesTwice() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            versions.changed(i % 3 == 0 ? null : "alice");
            assertThat(seen.add(versions.of("alice"))).isTrue();
        }
    }

    /** A directory that takes the place of another one of its name knows nothing that the other has said. */
    @Test
    void alaterOneBeginsLater() {
        versions.changed(null);

        assertThat(new UserVersions().of("alice")).isGreaterThan(versions.of("alice"));
    }
}
