package io.gatehouse.revocation.poll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many users of a directory may be gone at once. */
class PollBrakeTest {
    @ParameterizedTest(name = "{0} users, {1} found, {3} of {2} others, at most {4} %: {5}")
    @CsvSource({
        // users, found, sampled, others, most, holds
        "1, 1, 0, 0, 10, false",
        "2, 1, 1, 0, 10, false",
        "2, 2, 0, 0, 10, true",
        "2, 1, 1, 1, 10, true",
        "10, 5, 5, 0, 10, false",
        "10, 6, 4, 0, 10, true",
        "10, 6, 4, 0, 70, false",
        "1000, 1, 20, 2, 10, false",
        "1000, 1, 20, 3, 10, true",
        "1000, 1, 20, 3, 20, false",
        "1000, 100, 20, 0, 10, false",
        "1000, 101, 20, 0, 10, true",
        "1000, 1000, 0, 0, 99, true",
        "1000, 1000, 0, 0, 100, false",
        "2, 2, 0, 0, 100, false",
    })
    void holdsWhereTheDirectoryIsMoreLikelyToBeWrong(
            int users, int found, int sampled, int others, int most, boolean holds) {
        assertThat(new PollBrake(users, found, sampled, others).holds(most)).isEqualTo(holds);
    }
}
