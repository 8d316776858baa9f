package io.gatehouse.directory.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BucketValuesTest {
    private static final Instant ASKED = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant ANSWERED = ASKED.plusSeconds(1);

    private static Duration apart(@Nullable ZonedDateTime told) {
        return BucketValues.apart(ASKED, told, ANSWERED);
    }

    private static ZonedDateTime at(Instant time) {
        return time.atZone(ZoneOffset.ofHours(2));
    }

    @Test
    void aClockThatWasReadBetweenQuestionAndAnswerDoesNotDiffer() {
        assertThat(apart(at(ASKED))).isZero();
        assertThat(apart(at(ASKED.plusMillis(500)))).isZero();
        assertThat(apart(at(ANSWERED))).isZero();
        assertThat(apart(null)).isZero();
    }

    @Test
    void aClockThatIsBehindOrAheadDiffersByWhatTheTimeOfTheAnswerDoesNotExplain() {
        assertThat(apart(at(ASKED.minusSeconds(3)))).isEqualTo(Duration.ofSeconds(3));
        assertThat(apart(at(ANSWERED.plusSeconds(4)))).isEqualTo(Duration.ofSeconds(4));
    }
}
